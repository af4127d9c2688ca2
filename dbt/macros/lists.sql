{#- Lists and joined texts, each value once and in order. -#}
{% macro sorted_list(expression) -%}
    list(distinct {{ expression }} order by {{ expression }})
{%- endmacro %}

{% macro joined_text(expression, order_by) -%}
    string_agg({{ expression }}, '; ' order by {{ order_by }})
{%- endmacro %}
