{#- Engines spell date arithmetic differently; here is how DuckDB does. -#}
{% macro months_before(day, months) -%}
    cast({{ day }} - to_months(cast({{ months }} as integer)) as date)
{%- endmacro %}

{% macro months_after(day, months) -%}
    cast({{ day }} + to_months(cast({{ months }} as integer)) as date)
{%- endmacro %}

{% macro days_after(day, days) -%}
    cast({{ day }} + to_days(cast({{ days }} as integer)) as date)
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

{% macro last_day_of(day) -%}
    last_day({{ day }})
{%- endmacro %}

{#- Whole months from one day to another. -#}
{% macro months_between(first_day, last_day) -%}
    date_sub('month', {{ first_day }}, {{ last_day }})
{%- endmacro %}

{#- One row per year, as column period_year. -#}
{% macro years_from(first_year, last_year) -%}
    select cast(unnest(range({{ first_year }}, {{ last_year }} + 1)) as integer)
        as period_year
{%- endmacro %}

{#- One row per month, its first day as column month_start. -#}
{% macro months_from(first_year, last_year) -%}
    select cast(
        unnest(
            generate_series(
                make_date({{ first_year }}, 1, 1),
                make_date({{ last_year }}, 12, 1),
                to_months(1)
            )
        ) as date
    ) as month_start
{%- endmacro %}

{#- Months that are left of the year after a day; part of a month counts as a part. -#}
{% macro months_left_after(day) -%}
    (13 - month({{ day }}) - day({{ day }}) / day(last_day({{ day }})))
{%- endmacro %}

{#- 1 January or 1 July, whichever was last. -#}
{% macro half_year_start(day) -%}
    make_date(year({{ day }}), case when month({{ day }}) < 7 then 1 else 7 end, 1)
{%- endmacro %}
