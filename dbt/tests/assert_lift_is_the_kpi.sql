-- What the review page says in counts is the key figure, in every year that has one.
select
    kpi.period_year,
    kpi.numerator / kpi.denominator as kpi_ratio,
    lift.lift_ratio
from {{ ref('kpi_112_14') }} as kpi
left join {{ ref('rpt_selection_lift') }} as lift
    on kpi.period_year = lift.period_year
where
    kpi.period_kind_code = 'year'
    and kpi.place_code = 'SE'
    and kpi.category_code = 'all'
    and kpi.denominator > 0
    and not coalesce(
        abs(kpi.numerator / kpi.denominator - lift.lift_ratio) < 0.000001, false
    )
