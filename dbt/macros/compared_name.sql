{#- The form in which names are compared; they are shown as they were written. -#}
{% macro compared_name(name) -%}
    trim(
        regexp_replace(
            regexp_replace(
                lower(nfc_normalize({{ name }})), '[^\p{L}\p{N}]+', ' ', 'g'
            ),
            '\baktiebolag(et)?\b',
            'ab',
            'g'
        )
    )
{%- endmacro %}
