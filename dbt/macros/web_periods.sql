{#- A period is received as 2024, 2024-05 or 2024-05-31: a year, a month or a day. -#}
{% macro web_period_kind(period_text) -%}
    case length({{ period_text }})
        when 4 then 'year'
        when 7 then 'month'
        else 'day'
    end
{%- endmacro %}

{% macro web_period_start(period_text) -%}
    cast({{ period_text }} || substr('-01-01', length({{ period_text }}) - 3) as date)
{%- endmacro %}
