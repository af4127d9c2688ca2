{%- set n_ranked = "count(distinct supplier_id)
    filter (selection_method_code = 'ranking'
    and has_major_finding is not null)" -%}
{%- set n_random = n_ranked | replace('ranking', 'random_control') -%}
{%- set n_ranked_hit = n_ranked | replace('is not null', '') -%}
{%- set n_random_hit = n_random | replace('is not null', '') -%}

with

audits as (

    select * from {{ ref('int_audits_selected') }}

),

periods as (

    select * from {{ ref('int_kpi_periods') }}
    where period_kind_code <> 'month'

),

counted as (

    select
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        audits.supplier_id,
        audits.category_code,
        audits.selection_method_code,
        audits.has_major_finding
    from periods
    inner join audits
        on
            periods.counted_until >= audits.visited_on
            and audits.visited_on > {{ months_before('periods.counted_until', 24) }}

),

-- h1/n1 against h2/n2, written as h1·n2 against n1·h2.
rolled_up as (

    {{ kpi_roll_up_stock(
        'KPI-112-14',
        'counted',
        numerator=n_ranked_hit ~ ' * ' ~ n_random,
        denominator=n_ranked ~ ' * ' ~ n_random_hit,
        n_missing='count(distinct supplier_id) filter (has_major_finding is null)',
        has_regions=false,
    ) }}

)

select * from rolled_up
