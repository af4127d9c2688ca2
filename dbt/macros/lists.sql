{#- Lists and joined texts, each value once and in order. -#}
{% macro sorted_list(expression) -%}
    list(distinct {{ expression }} order by {{ expression }})
{%- endmacro %}

{% macro joined_text(expression, order_by) -%}
    string_agg({{ expression }}, '; ' order by {{ order_by }})
{%- endmacro %}

{#- Texts as SQL writes them in a list. -#}
{% macro quoted(texts) -%}
    '{{ texts | join("', '") }}'
{%- endmacro %}

{#-
    How many regions, from their numbers. One bit each: over a million suppliers and
    days a count of distinct texts takes five times as long.
-#}
{% macro n_regions(region_code) -%}
    cast(
        bit_count(bit_or(cast(1 as bigint) << cast({{ region_code }} as integer)))
        as integer
    )
{%- endmacro %}
