{#-
    The common shape of all KPIs, for every period, place, category and split.

    `counted` is a CTE with one row per thing that may count. Its columns: region_code
    and procurement_region_code (unless has_regions=false), category_code (unless
    has_categories=false), the columns of `splits` (split code: column), and what the
    aggregates need. Where there is nothing to count there is no row, never a zero.

    One split at a time: its rows are for all categories. A blank value of a split is
    'unknown'; a thing without region or category counts in the wider totals only.
    With splits_categories=false the rows already say 'all' or a category.
-#}

{#- Things that happen on a day, `counted_on`; months are counted for places only. -#}
{% macro kpi_roll_up(kpi_id, counted, numerator, splits_categories=true) -%}
    {%- set dated -%}
        (
            select
                {{ counted }}.*,
                periods.period_kind_code,
                periods.period_year,
                periods.period_start,
                periods.period_end
            from {{ counted }}
            inner join {{ ref('int_kpi_periods') }} as periods
                on
                    {{ year_of(counted ~ '.counted_on') }} = periods.period_year
                    and {{ counted }}.counted_on
                    between periods.period_start and periods.counted_until
            where periods.period_kind_code {{ '%s' }}
        )
    {%- endset -%}
    {{ kpi_group(
        kpi_id,
        dated | replace('%s', "<> 'month'"),
        numerator,
        splits_categories=splits_categories,
        **kwargs
    ) }}

    union all

    {{ kpi_group(
        kpi_id,
        dated | replace('%s', "= 'month'"),
        numerator,
        splits_categories=splits_categories,
        only_totals=true,
        **kwargs
    ) }}
{%- endmacro %}

{#- How things stand at the end of a period: `counted` says which, row by row. -#}
{% macro kpi_roll_up_stock(kpi_id, counted, numerator) -%}
    {{ kpi_group(kpi_id, counted, numerator, **kwargs) }}
{%- endmacro %}

{% macro kpi_group(
    kpi_id,
    counted,
    numerator,
    denominator='null',
    n_missing='0',
    splits_categories=true,
    has_regions=true,
    has_categories=true,
    splits={},
    only_totals=false
) -%}
    {%- set places = [[], ['procurement_region_code'], ['region_code']]
        if has_regions else [[]] -%}
    {%- set categories = [[]] -%}
    {%- if has_categories and not splits_categories -%}
        {%- set categories = [['category_code']] -%}
    {%- elif has_categories and not only_totals -%}
        {%- set categories = [[], ['category_code']] -%}
    {%- endif -%}
    {%- set split_columns = {} if only_totals else splits -%}
    {%- set sets = [] -%}
    {%- for place in places -%}
        {%- for category in categories -%}
            {%- do sets.append(place + category) -%}
        {%- endfor -%}
        {%- for column in split_columns.values() -%}
            {%- do sets.append(place + [column]) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set grouped = sets | sum(start=[]) | unique | list -%}
    select * from (
        select
            '{{ kpi_id }}' as kpi_id,
            period_kind_code,
            period_year,
            period_start,
            period_end,
            {% if has_regions -%}
            case
                when grouping(region_code) = 0 then region_code
                when grouping(procurement_region_code) = 0
                    then procurement_region_code
                else 'SE'
            end as place_code,
            {%- else -%}
            'SE' as place_code,
            {%- endif %}
            {% if 'category_code' in grouped -%}
            case when grouping(category_code) = 0 then category_code else 'all' end
                as category_code,
            {%- else -%}
            'all' as category_code,
            {%- endif %}
            {% if split_columns -%}
            case
                {%- for code, column in split_columns.items() %}
                when grouping({{ column }}) = 0 then '{{ code }}'
                {%- endfor %}
                else 'all'
            end as split_code,
            case
                {%- for code, column in split_columns.items() %}
                when grouping({{ column }}) = 0
                    then coalesce(cast({{ column }} as varchar), 'unknown')
                {%- endfor %}
                else 'all'
            end as split_value_code,
            {%- else -%}
            'all' as split_code,
            'all' as split_value_code,
            {%- endif %}
            cast({{ numerator }} as double) as numerator,
            cast({{ denominator }} as double) as denominator,
            cast({{ n_missing }} as bigint) as n_missing
        from {{ counted }}
        group by
            grouping sets (
                {%- for columns in sets %}
                (
                    period_kind_code,
                    period_year,
                    period_start,
                    period_end
                    {%- for column in columns %},
                    {{ column }}
                    {%- endfor %}
                )
                {%- if not loop.last %},{% endif %}
                {%- endfor %}
            )
    )
    where
        numerator is not null
        and place_code is not null
        and category_code is not null
        {% if denominator != 'null' %}and denominator > 0{% endif %}
{%- endmacro %}
