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

{#-
    Within what a Poisson count lies 95 times of 100 when so much is expected, side '-'
    or '+' (Anscombe 1948: the root of the count is nearly normal). Within one of the
    exact quantiles from an expected 0.5 to 400.
-#}
{% macro poisson_range(expected, side) -%}
    greatest(0, power(
        greatest(0, sqrt({{ expected }} + 0.125) {{ side }} 0.98), 2
    ) - 0.375)
{%- endmacro %}

{#-
    Within what a share of so many lies 95 times of 100 when the whole has this share
    (0 to 1), in percent: the score limits, so that a share lies outside just when its
    own Wilson interval leaves the whole out.
-#}
{% macro share_range(share, denominator, side) -%}
    least(100, greatest(0, 100 * (
        {{ share }}
        {{ side }} 1.96 * sqrt({{ share }} * (1 - {{ share }}) / {{ denominator }})
    )))
{%- endmacro %}
