with

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

publications as (

    select * from {{ ref('stg_follow_up_publications__case_publications') }}

),

last_day as (

    select max(counted_until) as counted_until
    from {{ ref('int_kpi_periods') }}

),

-- A case is judged once its 90 days have passed: those published early are no sample
-- of the rest.
due as (

    select
        cases.case_id,
        cases.closed_on as counted_on,
        cases.region_code,
        cases.procurement_region_code,
        cases.category_code,
        publications.publication_obstacle_code is not null as is_hindered,
        coalesce(
            {{ days_between('cases.closed_on', 'publications.published_on') }} <= 90,
            false
        ) as is_published_in_time
    from cases
    cross join last_day
    left join publications on cases.case_id = publications.case_id
    where
        cases.closure_reason_code in ('corrected', 'no_deviations')
        and {{ days_between('cases.closed_on', 'last_day.counted_until') }} >= 90

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-13-07',
        'due',
        numerator='count(distinct case_id) filter'
            ~ ' (is_published_in_time and not is_hindered)',
        denominator='count(distinct case_id) filter (not is_hindered)',
        n_missing='count(distinct case_id) filter (is_hindered)',
    ) }}

)

select * from rolled_up
