-- Each thing is counted in one region, so the regions add up to the nation.
with

figures as (

    select * from {{ ref('fct_kpi_values') }}

),

places as (

    select * from {{ ref('dim_places') }}

),

summed_up as (

    select
        figures.kpi_id,
        figures.period_kind_code,
        figures.period_year,
        figures.category_code,
        places.place_level_code,
        sum(figures.numerator) as numerator,
        sum(figures.denominator) as denominator
    from figures
    inner join places on figures.place_code = places.place_code
    group by
        figures.kpi_id,
        figures.period_kind_code,
        figures.period_year,
        figures.category_code,
        places.place_level_code

)

select
    kpi_id,
    period_kind_code,
    period_year,
    category_code
from summed_up
group by
    kpi_id,
    period_kind_code,
    period_year,
    category_code
having
    count(*) <> 3
    or min(numerator) <> max(numerator)
    or min(denominator) <> max(denominator)
