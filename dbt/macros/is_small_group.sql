{#- Whether a number of persons is a group not told to everybody; none is not. -#}
{% macro is_small_group(number) -%}
    coalesce({{ number }} > 0 and {{ number }} < {{ var('fewest_people') }}, false)
{%- endmacro %}
