with

goals as (

    select * from {{ ref('int_goals_targeted') }}

),

places as (

    select place_code from {{ ref('dim_places') }}

),

kpi_figures as (

    select
        kpi_values.*,
        small_groups.held_back_code,
        (
            kpi_values.kpi_id,
            kpi_values.period_year,
            kpi_values.place_code,
            kpi_values.period_kind_code
        ) as figure_key
    from {{ ref('fct_kpi_values') }} as kpi_values
    left join {{ ref('fct_small_groups') }} as small_groups
        on
            kpi_values.kpi_id = small_groups.kpi_id
            and kpi_values.period_kind_code = small_groups.period_kind_code
            and kpi_values.period_start = small_groups.period_start
            and kpi_values.place_code = small_groups.place_code
            and small_groups.category_code = 'all'
            and small_groups.split_code = 'all'
    where kpi_values.category_code = 'all' and kpi_values.split_code = 'all'

),

-- A year is not set beside the one before when the series breaks within either: not
-- when the new series begins with the earlier year itself.
breaks as (

    select distinct
        goals.kpi_id,
        goals.period_year
    from goals
    inner join {{ ref('rpt_kpi_breaks') }} as kpi_breaks
        on
            goals.kpi_id = kpi_breaks.kpi_id
            and kpi_breaks.broken_on > make_date(goals.period_year - 1, 1, 1)
            and kpi_breaks.broken_on <= make_date(goals.period_year, 12, 31)

),

figures as (

    select
        goals.plan_code,
        goals.kpi_id,
        goals.period_year,
        places.place_code,
        goals.direction_code,
        goals.target,
        goals.target_kind_code,
        goals.target_basis_sv,
        goals.target_basis_en,
        goals.is_part_year,
        this_year.actual,
        this_year.numerator,
        this_year.denominator,
        this_year.n_missing,
        case when breaks.period_year is null then previous_year.actual end
            as previous_actual,
        this_year.held_back_code,
        previous_year.held_back_code is not null as is_previous_held_back,
        this_part.held_back_code is not null
        or previous_part.held_back_code is not null as is_year_to_date_held_back,
        breaks.period_year is not null as is_series_broken,
        coalesce(empty_categories.n_categories_at_zero, 0) as n_categories_at_zero,
        goals.attainment_rule_code,
        goals.aggregation_code,
        goals.decision_code,
        case when goals.is_part_year then this_part.actual end as year_to_date_actual,
        case
            when goals.is_part_year and breaks.period_year is null
                then previous_part.actual
        end as previous_year_to_date_actual
    from goals
    cross join places
    left join kpi_figures as this_year
        on
            (goals.kpi_id, goals.period_year, places.place_code, 'year')
            = this_year.figure_key
    left join kpi_figures as previous_year
        on
            (goals.kpi_id, goals.period_year - 1, places.place_code, 'year')
            = previous_year.figure_key
    left join breaks
        on
            goals.kpi_id = breaks.kpi_id
            and goals.period_year = breaks.period_year
    left join {{ ref('int_categories_at_zero') }} as empty_categories
        on
            goals.kpi_id = empty_categories.kpi_id
            and goals.period_year = empty_categories.period_year
            and places.place_code = empty_categories.place_code
    left join kpi_figures as this_part
        on
            (goals.kpi_id, goals.period_year, places.place_code, 'year_to_date')
            = this_part.figure_key
    left join kpi_figures as previous_part
        on
            (goals.kpi_id, goals.period_year - 1, places.place_code, 'year_to_date')
            = previous_part.figure_key

)

select * from figures
