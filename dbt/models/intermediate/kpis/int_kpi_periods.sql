with

stacked as (

    {% for part in ['int_kpi_years', 'int_kpi_months'] %}
    {% if not loop.first %}union all{% endif %}
    select
        period_kind_code,
        period_year,
        period_start,
        period_end,
        counted_until,
        is_part_year
    from {{ ref(part) }}
    {% endfor %}

)

select * from stacked
