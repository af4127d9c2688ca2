{#- The parts of the diploma, as the page on the academy shows them. -#}
{% set steps = {
    'introduction': 'introduction_on',
    'e_learning': 'e_learning_on',
    'first_audit': 'first_audit_on',
    'second_audit': 'second_audit_on',
    'diploma': 'diploma_on',
} -%}

with

in_role as (

    select * from {{ ref('int_network_people_in_role') }}
    where is_coordinator

),

parts as (

    select * from {{ ref('int_diploma_parts_completed') }}

),

training_began as (

    select min(held_on) as began_on
    from {{ ref('stg_training_occasions__occasions') }}
    where
        occasion_state_code = 'held'
        and training_kind_code in ('internal_introduction', 'e_learning')

),

-- Before any training is known of, nobody can be said to have done nothing.
stepped as (

    select
        in_role.period_kind_code,
        in_role.period_year,
        in_role.period_start,
        in_role.period_end,
        in_role.counted_until,
        in_role.is_part_year,
        in_role.person_id,
        in_role.region_code,
        in_role.procurement_region_code,
        {%- for step, day in steps.items() %}
        coalesce(parts.{{ day }} <= in_role.counted_until, false) as has_{{ step }},
        {%- endfor %}
        coalesce(parts.is_e_learning_day_unknown, false) as is_e_learning_unknown
    from in_role
    inner join training_began
        on in_role.period_year >= {{ year_of('training_began.began_on') }}
    left join parts on in_role.person_id = parts.person_id

)

select * from stepped
