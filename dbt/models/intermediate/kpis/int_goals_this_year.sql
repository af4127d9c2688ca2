with

builds as (

    select * from {{ ref('fct_builds') }}

),

goals as (

    select * from {{ ref('fct_goal_attainment') }}

),

kpis as (

    select * from {{ ref('dim_kpis') }}

),

-- "Shall increase" is reached by one thing more than last year.
running_year as (

    select
        goals.plan_code,
        goals.kpi_id,
        goals.period_year,
        goals.place_code,
        goals.numerator,
        goals.denominator,
        goals.previous_actual,
        goals.target_kind_code,
        goals.target,
        kpis.unit_code,
        goals.is_part_year,
        case
            when goals.is_part_year then goals.year_to_date_actual
            else goals.actual
        end as so_far_actual,
        case
            when goals.is_part_year then goals.previous_year_to_date_actual
            else goals.previous_actual
        end as previous_so_far_actual,
        {{ months_left_after('builds.data_on') }} as n_months_left,
        case
            when goals.target_kind_code = 'abs_min' then goals.target
            when goals.target_kind_code = 'gt_prev_year' then goals.previous_actual + 1
        end as count_needed,
        case
            when goals.target_kind_code = 'share_min' then goals.target
            when goals.target_kind_code = 'gt_prev_year' then goals.previous_actual
        end as pct_needed
    from goals
    inner join builds on goals.period_year = {{ year_of('builds.data_on') }}
    inner join kpis on goals.kpi_id = kpis.kpi_id

)

select * from running_year
