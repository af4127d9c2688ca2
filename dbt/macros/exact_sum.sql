{#-
    A sum of kronor. Threads add in any order, and without rounding the last bit, and
    with it every comparison of two builds, would depend on which came first.
-#}
{% macro exact_sum(expression, condition=none) -%}
    round(
        sum({{ expression }}){% if condition %} filter ({{ condition }}){% endif %}, 2
    )
{%- endmacro %}
