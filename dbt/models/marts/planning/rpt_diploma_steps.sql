{%- set steps = [
    'introduction', 'e_learning', 'first_audit', 'second_audit', 'diploma'
] -%}

with

coordinators as (

    select * from {{ ref('int_coordinators_stepped') }}
    where period_kind_code = 'year'

),

-- In the order of the flow: who has a step and all the steps before it.
stepped as (

    {% for step in steps %}
    {% if not loop.first %}union all{% endif %}
    select
        *,
        '{{ step }}' as step_code,
        {{ loop.index }} as sort_order,
        has_{{ step }} as has_step,
        {% for earlier in steps[:loop.index] -%}
        {% if not loop.first %} and {% endif %}has_{{ earlier }}
        {%- endfor %} as has_all_steps_so_far
    from coordinators
    {% endfor %}

),

placed as (

    select
        *,
        unnest([region_code, procurement_region_code, 'SE']) as place_code
    from stepped

),

counted as (

    select
        period_year,
        counted_until as as_of_on,
        is_part_year as is_today,
        place_code,
        step_code,
        sort_order,
        count(distinct person_id) as n_coordinators,
        count(distinct person_id) filter (has_step) as n_people,
        count(distinct person_id) filter (has_all_steps_so_far)
            as n_people_with_all_steps_so_far
    from placed
    where place_code is not null
    group by all

)

select * from counted
