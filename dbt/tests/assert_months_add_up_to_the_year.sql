-- Each event is in one month and one year: months counted twice, or a year that holds
-- more than its months, would show here. Only for counts that add up over places,
-- which are those of single events; how things stand on a day does not add up.
with

counts as (

    select figures.*
    from {{ ref('fct_kpi_values') }} as figures
    inner join {{ ref('dim_kpis') }} as kpis on figures.kpi_id = kpis.kpi_id
    where
        kpis.adds_up
        and kpis.unit_code = 'count'
        and kpis.aggregation_code in ('count', 'count_distinct')
        and figures.category_code = 'all'
        and figures.split_code = 'all'

),

summed_up as (

    select
        kpi_id,
        place_code,
        period_year,
        coalesce(sum(numerator) filter (period_kind_code = 'year'), 0) as in_year,
        coalesce(sum(numerator) filter (period_kind_code = 'month'), 0) as in_months
    from counts
    group by all

)

select
    kpi_id,
    place_code,
    period_year,
    in_year,
    in_months
from summed_up
where in_year <> in_months
