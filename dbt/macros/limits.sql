{#- Unknown stays unknown: DuckDB's own least() would answer with the limit. -#}
{% macro at_most(expression, limit) -%}
    case when {{ expression }} > {{ limit }} then {{ limit }} else {{ expression }} end
{%- endmacro %}
