-- Where each thing is counted in one region, the regions add up to A-H and those to
-- the nation. Sums of money may differ in the last digits, counts never do.
-- A measure shown beside may count something else, as suppliers for assessments.
with

figures as (

    select figures.*
    from {{ ref('fct_kpi_values') }} as figures
    inner join {{ ref('dim_kpis') }} as kpis on figures.kpi_id = kpis.kpi_id
    where
        kpis.adds_up
        and figures.split_code <> 'measure'

),

places as (

    select * from {{ ref('dim_places') }}

),

summed_up as (

    select
        figures.kpi_id,
        figures.period_kind_code,
        figures.period_start,
        figures.category_code,
        figures.split_code,
        figures.split_value_code,
        places.place_level_code,
        sum(figures.numerator) as numerator,
        sum(figures.denominator) as denominator
    from figures
    inner join places on figures.place_code = places.place_code
    group by all

)

select
    kpi_id,
    period_kind_code,
    period_start,
    category_code,
    split_code,
    split_value_code
from summed_up
group by all
having
    count(*) <> 3
    or max(numerator) - min(numerator) > 1e-9 * max(numerator)
    or max(denominator) - min(denominator) > 1e-9 * max(denominator)
