{#- The one list of KPI models; the files beside this one. -#}
{% set kpi_models = [
    'kpi_111_01', 'kpi_111_02', 'kpi_111_03', 'kpi_111_04',
    'kpi_112_01', 'kpi_112_02', 'kpi_112_03', 'kpi_112_04', 'kpi_112_05',
    'kpi_112_06', 'kpi_112_07', 'kpi_112_08', 'kpi_112_09', 'kpi_112_10',
    'kpi_112_11', 'kpi_112_12', 'kpi_112_13', 'kpi_112_14', 'kpi_112_15',
    'kpi_112_16', 'kpi_112_17', 'kpi_112_18', 'kpi_112_19',
    'kpi_12_01', 'kpi_12_02', 'kpi_12_03', 'kpi_12_04', 'kpi_12_05',
    'kpi_12_06', 'kpi_12_07', 'kpi_12_08', 'kpi_12_09', 'kpi_12_10',
    'kpi_12_11', 'kpi_12_12', 'kpi_12_13', 'kpi_12_14', 'kpi_12_15',
    'kpi_13_01', 'kpi_13_02', 'kpi_13_03', 'kpi_13_04', 'kpi_13_05',
    'kpi_13_06', 'kpi_13_07', 'kpi_13_08', 'kpi_13_09',
    'kpi_bey_01', 'kpi_bey_02', 'kpi_bey_03', 'kpi_bey_04', 'kpi_bey_05',
    'kpi_bey_06', 'kpi_bey_07', 'kpi_bey_08', 'kpi_bey_09', 'kpi_bey_10',
    'kpi_bey_11', 'kpi_bey_12', 'kpi_bey_13', 'kpi_bey_14',
] -%}

with

kpis as (

    select * from {{ ref('dim_kpis') }}

),

stacked as (

    {% for kpi_model in kpi_models %}
    {% if not loop.first %}union all{% endif %}
    select * from {{ ref(kpi_model) }}
    {% endfor %}

),

-- All of an amount of money is 100 percent, whatever its last decimals do.
-- A count "of y" (regions of 21) keeps its denominator beside it.
computed as (

    select
        stacked.*,
        case
            when kpis.unit_code = 'percent'
                then {{ at_most('100 * stacked.numerator / stacked.denominator', 100) }}
            when kpis.unit_code in ('ratio', 'kappa', 'sek')
                then stacked.numerator / coalesce(stacked.denominator, 1)
            else stacked.numerator
        end as actual,
        kpis.unit_code = 'percent' as is_share
    from stacked
    inner join kpis on stacked.kpi_id = kpis.kpi_id

),

bounded as (

    select
        kpi_id,
        period_kind_code,
        period_year,
        period_start,
        period_end,
        place_code,
        category_code,
        split_code,
        split_value_code,
        numerator,
        denominator,
        n_missing,
        actual,
        case when is_share then {{ wilson_bound('numerator', 'denominator', '-') }} end
            as actual_low,
        case when is_share then {{ wilson_bound('numerator', 'denominator', '+') }} end
            as actual_high
    from computed

)

select * from bounded
