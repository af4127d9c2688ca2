{#- The middle of what is known. -#}
{% macro median_of(expression) -%}
    median({{ expression }})
{%- endmacro %}
