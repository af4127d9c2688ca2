with

levels as (

    select * from {{ ref('stg_competence_matrix__levels') }}

),

prioritised as (

    select * from {{ ref('int_categories_prioritised') }}

),

periods as (

    select * from {{ ref('int_kpi_periods') }}
    where period_kind_code <> 'month'

),

-- The matrix of a year stands for the year; for a part of it only when it was made by
-- then. A year without a matrix cannot be assessed.
assessed as (

    select
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        levels.category_code,
        levels.code_area_code,
        levels.highest_competence_level >= 3 as is_covered
    from periods
    inner join levels
        on
            periods.period_year = levels.assessment_year
            and (
                periods.period_kind_code = 'year'
                or periods.counted_until >= levels.assessed_on
            )

),

assessed_periods as (

    select distinct * exclude (category_code, code_area_code, is_covered)
    from assessed

),

categories as (

    select
        assessed_periods.*,
        prioritised.category_code,
        coalesce(assessed.is_covered, false) as is_covered,
        assessed.category_code is null as is_unknown
    from assessed_periods
    inner join prioritised
        on
            assessed_periods.period_end
            between prioritised.prioritised_from_on
            and coalesce(prioritised.prioritised_to_on, assessed_periods.period_end)
    left join assessed
        on
            assessed_periods.period_kind_code = assessed.period_kind_code
            and assessed_periods.period_start = assessed.period_start
            and prioritised.category_code = assessed.category_code

),

code_areas as (

    select * from assessed
    where code_area_code is not null

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'KPI-12-14',
        'categories',
        numerator='count(*) filter (is_covered)',
        denominator='count(*)',
        n_missing='count(*) filter (is_unknown)',
        has_regions=false,
    ) }}

),

by_code_area as (

    {{ kpi_roll_up_stock(
        'KPI-12-14',
        'code_areas',
        numerator='count(*) filter (is_covered)',
        denominator='count(*)',
        has_regions=false,
        has_categories=false,
        splits={'code_area': 'code_area_code'},
    ) }}

),

stacked as (

    select * from rolled_up

    union all

    select * from by_code_area
    where split_code = 'code_area'

)

select * from stacked
