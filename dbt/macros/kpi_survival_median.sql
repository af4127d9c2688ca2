{#-
    The Kaplan-Meier median of `followed`, as CTEs of which `measured` is the last: the
    common shape, for every place, category and split, and beside it points of the curve
    (split "measure"): how many percent are still open at an age, where any was followed
    for so long.

    `followed` is a CTE with one row per period and thing: entry_days (the last age at
    which it was not yet followed), exit_days, is_closed (false: still open at the end,
    so that only a shortest time is known), the columns of the period, region_code,
    procurement_region_code, category_code and those of `splits`.

    Where fewer than half are estimated to close there is no median and no row.
-#}
{% macro kpi_survival_median(kpi_id, followed, splits) -%}
    {%- set ages_days = [182, 365, 730] -%}
    {%- set key = [
        'period_kind_code', 'period_year', 'period_start', 'period_end',
        'place_code', 'category_code', 'split_code', 'split_value_code',
    ] | join(', ') -%}
    {%- set period = 'period_kind_code, period_year, period_start, period_end' -%}
    {%- set follow = 'entry_days, exit_days, is_closed' -%}
placed as (

    {% for place in ["'SE'", 'procurement_region_code', 'region_code'] -%}
    {% if not loop.first %}union all{% endif %}
    select *, {{ place }} as place_code from {{ followed }}
    {% endfor %}

),

grouped as (

    select {{ period }}, place_code, 'all' as category_code,
        'all' as split_code, 'all' as split_value_code, {{ follow }}
    from placed

    union all

    select {{ period }}, place_code, category_code,
        'all' as split_code, 'all' as split_value_code, {{ follow }}
    from placed
    where category_code is not null
    {% for code, column in splits.items() %}
    union all

    select {{ period }}, place_code, 'all' as category_code,
        '{{ code }}' as split_code,
        coalesce({{ column }}, 'unknown') as split_value_code, {{ follow }}
    from placed
    {% endfor %}
),

changes as (

    select {{ key }}, entry_days as days, 1 as n_change, 0 as n_closed, 0 as n_open
    from grouped

    union all

    select {{ key }}, exit_days as days, -1 as n_change,
        cast(is_closed as integer) as n_closed,
        cast(not is_closed as integer) as n_open
    from grouped

),

days as (

    select {{ key }}, days,
        sum(n_change) as n_change, sum(n_closed) as n_closed, sum(n_open) as n_open
    from changes
    group by {{ key }}, days

),

-- Those at risk on a day had come before it and not yet left.
at_risk as (

    select *,
        sum(n_change) over (
            partition by {{ key }} order by days
            rows between unbounded preceding and 1 preceding
        ) as n_at_risk,
        sum(n_open) over (partition by {{ key }}) as n_still_open
    from days

),

-- The product of the shares that stay open each day, as a sum of logarithms; zero has
-- none. Rounded, so that exactly half is half.
survival as (

    select *,
        round(
            exp(sum(ln(greatest(1 - n_closed / n_at_risk, 1e-300))) over (
                partition by {{ key }} order by days
            )),
            9
        ) as open_share
    from at_risk
    where n_closed > 0

),

medians as (

    select '{{ kpi_id }}' as kpi_id, {{ key }},
        cast(min(days) as double) as numerator,
        cast(null as double) as denominator,
        cast(max(n_still_open) as bigint) as n_missing
    from survival
    where open_share <= 0.5
    group by {{ key }}

),

followed_for as (

    select {{ key }}, max(days) as longest_days, max(n_still_open) as n_still_open
    from at_risk
    where category_code = 'all' and split_code = 'all'
    group by {{ key }}

),

measured as (

    select * from medians
    {% for days in ages_days %}
    union all
    select '{{ kpi_id }}' as kpi_id,
        {% for column in key.split(', ') -%}
        {% if column == 'split_code' %}'measure' as split_code,
        {% elif column == 'split_value_code' -%}
        'open_after_{{ days }}_days' as split_value_code,
        {% else %}followed_for.{{ column }},
        {% endif %}
        {%- endfor %}
        round(100 * coalesce(min(survival.open_share), 1), 6) as numerator,
        cast(null as double) as denominator,
        cast(any_value(followed_for.n_still_open) as bigint) as n_missing
    from followed_for
    left join survival
        on
            followed_for.period_kind_code = survival.period_kind_code
            and followed_for.period_start = survival.period_start
            and followed_for.place_code = survival.place_code
            and followed_for.category_code = survival.category_code
            and followed_for.split_code = survival.split_code
            and survival.days <= {{ days }}
    where followed_for.longest_days >= {{ days }}
    group by all
    {% endfor %}

)
{%- endmacro %}
