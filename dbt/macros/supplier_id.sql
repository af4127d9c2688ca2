{#- The key of a supplier everywhere: its organisation number, digits only. -#}
{% macro supplier_id(organisation_number) -%}
    replace({{ organisation_number }}, '-', '')
{%- endmacro %}
