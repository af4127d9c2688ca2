{#- The key of a supplier everywhere: its organisation number, digits only; a sole
    trader's pseudonym without its hyphen. -#}
{% macro supplier_id(organisation_number) -%}
    replace({{ organisation_number }}, '-', '')
{%- endmacro %}

{#- The number again, as people write it. -#}
{% macro organisation_number(supplier_id) -%}
    case
        when {{ is_sole_trader(supplier_id) }}
            then 'P-' || right({{ supplier_id }}, 16)
        else left({{ supplier_id }}, 6) || '-' || right({{ supplier_id }}, 4)
    end
{%- endmacro %}

{#- Whether a pseudonym stands for the supplier. -#}
{% macro is_sole_trader(supplier_id) -%}
    left({{ supplier_id }}, 1) = 'P'
{%- endmacro %}

{#- Luhn: every other digit counts double, and of 10 to 18 the digits are added.
    Only for companies; nothing can be told of a pseudonym. -#}
{% macro has_right_check_digit(supplier_id) -%}
    (
        {% for place in range(1, 11) -%}
        {% set digit -%}
        (position(substring({{ supplier_id }}, {{ place }}, 1) in '0123456789') - 1)
        {%- endset -%}
        {%- if place % 2 == 1 -%}
        {{ digit }} * 2 - case when {{ digit }} > 4 then 9 else 0 end
        {%- else -%}
        {{ digit }}
        {%- endif %}
        {%- if not loop.last %} + {% endif %}
        {% endfor -%}
    ) % 10 = 0
{%- endmacro %}
