{#- Whether a sum over hidden figures, which others may work out, is itself a small one:
    what was done, the rest, or both together. -#}
{% macro is_told_by_sum(n_done, n_rest) -%}
    {{ is_small_group(n_done) }}
    or {{ is_small_group(n_rest) }}
    or {{ is_small_group(n_done ~ ' + ' ~ n_rest) }}
{%- endmacro %}
