{#-
    The 95 % interval of a linearly weighted kappa over three levels, as CTEs of which
    `measured` is the last: two rows per period, split "measure".

    Jackknife: one common case at a time is left out, since the pairs of one case say
    much the same. Source: Efron and Stein (1981), The jackknife estimate of variance.

    `pairs` is a CTE with one row per ordered pair of judgements: rating (0 to 2),
    distance, common_case_id and the columns of the period.
-#}
{% macro kappa_interval(kpi_id, pairs) -%}
    {%- set period = 'period_kind_code, period_year, period_start, period_end' -%}
    {%- set over = 'over (partition by period_kind_code, period_start)' -%}
    {%- set chance = (
        '2 * (n_low * n_middle + n_middle * n_high + 2 * n_low * n_high) / pow(n, 2)'
    ) -%}
per_case as (

    select {{ period }}, common_case_id, count(*) as n,
        count(*) filter (rating = 0) as n_low,
        count(*) filter (rating = 1) as n_middle,
        count(*) filter (rating = 2) as n_high,
        sum(distance) as distance
    from {{ pairs }}
    group by all

),

left_out as (

    select {{ period }}, count(*) {{ over }} as n_cases,
        {% for part in ['n', 'n_low', 'n_middle', 'n_high', 'distance'] -%}
        sum({{ part }}) {{ over }} as all_{{ part }},
        sum({{ part }}) {{ over }} - {{ part }} as {{ part }}
        {%- if not loop.last %},{% endif %}
        {% endfor %}
    from per_case

),

kappas as (

    select {{ period }}, n_cases,
        1 - distance / n / nullif({{ chance }}, 0) as kappa_without,
        1 - all_distance / all_n / nullif(
            {{ chance
                | replace('n_low', 'all_n_low') | replace('n_middle', 'all_n_middle')
                | replace('n_high', 'all_n_high') | replace('(n,', '(all_n,') }}, 0
        ) as kappa
    from left_out
    where n > 0

),

bounds as (

    select {{ period }}, min(kappa) as kappa,
        1.959964 * sqrt((min(n_cases) - 1) * var_pop(kappa_without)) as half_width
    from kappas
    group by {{ period }}
    having min(n_cases) >= 5

),

measured as (

    {% for code, sign in {'interval_from': '-', 'interval_to': '+'}.items() %}
    {% if not loop.first %}union all{% endif %}
    select
        '{{ kpi_id }}' as kpi_id, {{ period }},
        'SE' as place_code, 'all' as category_code, 'measure' as split_code,
        '{{ code }}' as split_value_code,
        round(greatest(-1, least(1, kappa {{ sign }} half_width)), 9) as numerator,
        cast(null as double) as denominator,
        cast(0 as bigint) as n_missing
    from bounds
    where half_width is not null
    {% endfor %}

)
{%- endmacro %}
