{#- The one list of KPI models; the files beside this one. -#}
{% set kpi_models = [
    'kpi_111_01',
    'kpi_112_08',
    'kpi_112_09',
    'kpi_112_10',
    'kpi_112_16',
    'kpi_112_18',
] -%}

with

stacked as (

    {% for kpi_model in kpi_models %}
    {% if not loop.first %}union all{% endif %}
    select * from {{ ref(kpi_model) }}
    {% endfor %}

),

computed as (

    select
        kpi_id,
        period_kind_code,
        period_year,
        period_start,
        period_end,
        place_code,
        category_code,
        numerator,
        denominator,
        n_missing,
        -- A KPI without a denominator is a count, with one a percentage.
        case
            when denominator is null then cast(numerator as double)
            else 100.0 * numerator / denominator
        end as actual
    from stacked

)

select * from computed
