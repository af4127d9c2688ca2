{#-
    One end of the 95 % interval of a count, side '-' or '+' (Byar's approximation of
    the exact Poisson interval; Breslow and Day 1987). It holds from one upwards; the
    lower end of nothing is nothing.
-#}
{% macro poisson_bound(counted, side) -%}
    {%- if side == '-' -%}
    case
        when {{ counted }} <= 0 then 0.0
        else
            {{ counted }} * greatest(0, power(
                1 - 1 / (9.0 * {{ counted }}) - 1.96 / (3 * sqrt({{ counted }})), 3
            ))
    end
    {%- else -%}
    ({{ counted }} + 1) * power(
        1 - 1 / (9.0 * ({{ counted }} + 1)) + 1.96 / (3 * sqrt({{ counted }} + 1)), 3
    )
    {%- endif -%}
{%- endmacro %}
