{#- Engines spell date arithmetic differently; here is how DuckDB does. -#}
{% macro months_before(day, months) -%}
    cast({{ day }} - to_months(cast({{ months }} as integer)) as date)
{%- endmacro %}

{% macro months_after(day, months) -%}
    cast({{ day }} + to_months(cast({{ months }} as integer)) as date)
{%- endmacro %}

{% macro days_between(first_day, last_day) -%}
    date_diff('day', {{ first_day }}, {{ last_day }})
{%- endmacro %}

{% macro years_between(first_day, last_day) -%}
    date_diff('day', {{ first_day }}, {{ last_day }}) / 365.25
{%- endmacro %}

{% macro year_of(day) -%}
    cast(year({{ day }}) as integer)
{%- endmacro %}

{#- One row per year, as column period_year. -#}
{% macro years_from(first_year, last_year) -%}
    select cast(unnest(range({{ first_year }}, {{ last_year }} + 1)) as integer)
        as period_year
{%- endmacro %}
