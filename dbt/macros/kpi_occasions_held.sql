{#-
    Trainings of one kind that were held. The other trainings of the year are in
    `occasions` too, so that a year without any of this kind is a known zero; a year
    for which nothing but plans came is unknown.
-#}
{% macro kpi_occasions_held(kpi_id, kind) -%}
    {%- set is_kind = "training_kind_code = '" ~ kind ~ "'" -%}
    {{ kpi_roll_up(
        kpi_id,
        'occasions',
        numerator='case when count(*) filter ('
            ~ "occasion_state_code <> 'planned') > 0 then count(*) filter ("
            ~ is_kind ~ " and occasion_state_code = 'held') end",
        n_missing='count(*) filter ('
            ~ is_kind ~ " and occasion_state_code = 'planned')",
        has_regions=false,
        **kwargs
    ) }}
{%- endmacro %}

{#- Rows of the common shape turned into a second measure, shown beside the figure. -#}
{% macro kpi_measure(rolled_up, measure) -%}
    select
        kpi_id,
        period_kind_code,
        period_year,
        period_start,
        period_end,
        place_code,
        category_code,
        'measure' as split_code,
        '{{ measure }}' as split_value_code,
        numerator,
        denominator,
        n_missing
    from {{ rolled_up }}
    where split_code = 'all' and category_code = 'all'
{%- endmacro %}
