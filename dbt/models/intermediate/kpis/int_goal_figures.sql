with

goals as (

    select * from {{ ref('int_goals_targeted') }}

),

places as (

    select place_code from {{ ref('dim_places') }}

),

kpi_figures as (

    select * from {{ ref('fct_kpi_values') }}
    where category_code = 'all' and split_code = 'all'

),

fallen_categories as (

    select * from {{ ref('int_categories_fallen') }}

),

whole_years as (

    select * from kpi_figures
    where period_kind_code = 'year'

),

parts_of_years as (

    select * from kpi_figures
    where period_kind_code = 'year_to_date'

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
        previous_year.actual as previous_actual,
        coalesce(fallen_categories.n_categories_fallen_to_zero, 0)
            as n_categories_fallen_to_zero,
        goals.attainment_rule_code,
        goals.aggregation_code,
        goals.decision_code,
        case when goals.is_part_year then this_part.actual end as year_to_date_actual,
        case when goals.is_part_year then previous_part.actual end
            as previous_year_to_date_actual
    from goals
    cross join places
    left join whole_years as this_year
        on
            goals.kpi_id = this_year.kpi_id
            and goals.period_year = this_year.period_year
            and places.place_code = this_year.place_code
    left join whole_years as previous_year
        on
            goals.kpi_id = previous_year.kpi_id
            and goals.period_year - 1 = previous_year.period_year
            and places.place_code = previous_year.place_code
    left join fallen_categories
        on
            goals.kpi_id = fallen_categories.kpi_id
            and goals.period_year = fallen_categories.period_year
            and places.place_code = fallen_categories.place_code
    left join parts_of_years as this_part
        on
            goals.kpi_id = this_part.kpi_id
            and goals.period_year = this_part.period_year
            and places.place_code = this_part.place_code
    left join parts_of_years as previous_part
        on
            goals.kpi_id = previous_part.kpi_id
            and goals.period_year - 1 = previous_part.period_year
            and places.place_code = previous_part.place_code

)

select * from figures
