{#-
    Count one KPI for every period, place and category: the common shape of all KPIs.

    `counted` is a CTE with one row per thing that may count: counted_on, region_code,
    procurement_region_code, category_code and what the aggregates below need.
    A combination where there is nothing to count gives no row, never a zero.

    With splits_categories=false the rows of `counted` already say 'all' or a category.
-#}
{% macro kpi_roll_up(
    kpi_id,
    counted,
    numerator,
    denominator='null',
    n_missing='0',
    splits_categories=true
) -%}
    select
        '{{ kpi_id }}' as kpi_id,
        periods.period_kind_code,
        periods.period_year,
        periods.period_start,
        periods.period_end,
        coalesce(
            {{ counted }}.region_code, {{ counted }}.procurement_region_code, 'SE'
        ) as place_code,
        coalesce({{ counted }}.category_code, 'all') as category_code,
        cast({{ numerator }} as bigint) as numerator,
        cast({{ denominator }} as bigint) as denominator,
        cast({{ n_missing }} as bigint) as n_missing
    from {{ counted }}
    inner join {{ ref('int_kpi_periods') }} as periods
        on
            {{ year_of(counted ~ '.counted_on') }} = periods.period_year
            and {{ counted }}.counted_on <= periods.counted_until
    group by
        grouping sets (
            {%- for place in [
                [], [counted ~ '.procurement_region_code'], [counted ~ '.region_code']
            ] %}
            {%- for category in (
                [[], [counted ~ '.category_code']]
                if splits_categories else [[counted ~ '.category_code']]
            ) %}
            (
                periods.period_kind_code,
                periods.period_year,
                periods.period_start,
                periods.period_end
                {%- for column in place + category %},
                {{ column }}
                {%- endfor %}
            )
            {%- if not loop.last %},{% endif %}
            {%- endfor %}
            {%- if not loop.last %},{% endif %}
            {%- endfor %}
        )
{%- endmacro %}
