-- A figure is worked out from its own sums, to the last digit: never an average of
-- other figures, and never a stored number that could differ from its parts.
with

figures as (

    select
        figures.*,
        kpis.unit_code,
        case
            when kpis.unit_code = 'percent'
                then {{ at_most('100 * figures.numerator / figures.denominator', 100) }}
            when
                kpis.unit_code in ('ratio', 'kappa', 'sek')
                and figures.denominator is not null
                then figures.numerator / figures.denominator
            else figures.numerator
        end as from_sums
    from {{ ref('fct_kpi_values') }} as figures
    inner join {{ ref('dim_kpis') }} as kpis on figures.kpi_id = kpis.kpi_id

)

select
    kpi_id,
    period_kind_code,
    period_start,
    place_code,
    category_code,
    split_code,
    split_value_code
from figures
where
    actual is distinct from from_sums
    -- The ends of kappa's interval stand beside it and are no share of anything.
    or (
        unit_code in ('percent', 'kappa')
        and split_code <> 'measure'
        and denominator is null
    )
    or (unit_code = 'percent' and actual not between 0 and 100)
