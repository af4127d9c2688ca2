{#-
    One end of the 95 % interval of a share, in percent (Wilson 1927), side '-' or '+'.
    It holds for small numbers too, and never leaves 0 to 100.
-#}
{% macro wilson_bound(numerator, denominator, side) -%}
    least(100, greatest(0, 100 * (
        {{ numerator }} + 1.9208
        {{ side }} 1.96 * sqrt(
            greatest(
                0, {{ numerator }} * ({{ denominator }} - {{ numerator }})
            ) / {{ denominator }} + 0.9604
        )
    ) / ({{ denominator }} + 3.8416)))
{%- endmacro %}
