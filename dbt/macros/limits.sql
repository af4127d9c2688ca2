{#- Unknown stays unknown: DuckDB's own least() would answer with the limit. -#}
{% macro at_most(expression, limit) -%}
    case when {{ expression }} > {{ limit }} then {{ limit }} else {{ expression }} end
{%- endmacro %}

{#- The EU's size classes, by employees alone. -#}
{% macro size_class(number_of_employees) -%}
    case
        when {{ number_of_employees }} < 10 then 'micro'
        when {{ number_of_employees }} < 50 then 'small'
        when {{ number_of_employees }} < 250 then 'medium'
        when {{ number_of_employees }} >= 250 then 'large'
        else 'unknown'
    end
{%- endmacro %}
