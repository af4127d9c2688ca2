{#- Whether a number of persons is a group that is not told to everybody; none is not. -#}
{% macro is_small_group(number) -%}
    coalesce({{ number }} > 0 and {{ number }} < {{ var('fewest_people') }}, false)
{%- endmacro %}
