{#- No, one and two audits are one scale; the other parts are beside it. -#}
{% set steps = {
    'no_audit': 'not has_first_audit',
    'one_audit': 'has_first_audit and not has_second_audit',
    'two_audits': 'has_second_audit',
    'e_learning': 'has_e_learning',
    'introduction': 'has_introduction',
} -%}

with

coordinators as (

    select * from {{ ref('int_coordinators_stepped') }}

),

-- Everybody is under every step, so that each is a number out of all coordinators.
stepped as (

    {% for step, condition in steps.items() %}
    {% if not loop.first %}union all{% endif %}
    select
        period_kind_code,
        period_year,
        period_start,
        period_end,
        region_code,
        procurement_region_code,
        person_id,
        '{{ step }}' as diploma_step_code,
        {{ condition }} as is_on_step,
        {{ 'is_e_learning_unknown' if step == 'e_learning' else 'false' }} as is_unknown
    from coordinators
    {% endfor %}

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'KPI-12-04',
        'stepped',
        numerator='count(distinct person_id) filter (is_on_step)',
        denominator='count(distinct person_id)',
        n_missing='count(distinct person_id) filter (is_unknown)',
        has_categories=false,
        splits={'diploma_step': 'diploma_step_code'},
    ) }}

)

select * from rolled_up
