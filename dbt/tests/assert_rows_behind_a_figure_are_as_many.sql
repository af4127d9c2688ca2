-- Who asks what stands behind a number gets exactly as many rows, in every place.
with

counted as (

    select distinct kpi_id from {{ ref('rpt_counted_rows') }}

),

figures as (

    select figures.*
    from {{ ref('fct_kpi_values') }} as figures
    inner join counted on figures.kpi_id = counted.kpi_id
    where
        figures.period_kind_code = 'year'
        and figures.category_code = 'all'
        and figures.split_code = 'all'

),

placed as (

    {% for place in ["'SE'", 'procurement_region_code', 'region_code'] %}
    {% if not loop.first %}union all{% endif %}
    select
        kpi_id,
        period_year,
        {{ place }} as place_code
    from {{ ref('rpt_counted_rows') }}
    {% endfor %}

),

listed as (

    select
        kpi_id,
        period_year,
        place_code,
        count(*) as n_rows
    from placed
    where place_code is not null
    group by all

)

select
    figures.kpi_id,
    figures.period_year,
    figures.place_code,
    figures.numerator,
    listed.n_rows
from figures
left join listed
    on
        figures.kpi_id = listed.kpi_id
        and figures.period_year = listed.period_year
        and figures.place_code = listed.place_code
where figures.numerator <> coalesce(listed.n_rows, 0)
