with

cases as (

    select * from {{ ref('stg_follow_up_cases__cases') }}
    where selection_method_code = 'random_control'

),

audits as (

    select * from {{ ref('fct_audits') }}
    where case_id is not null and not is_re_audit

),

plan_items as (

    select * from {{ ref('fct_plan_items') }}
    where
        why_code = 'lottery'
        and is_in
        and state_code in ('decided', 'carried_out')

),

-- One draw may lead to two audits (office and factory); one hit is enough.
audited as (

    select
        case_id,
        bool_or(has_major_finding) as has_major_finding
    from audits
    group by case_id

),

drawn as (

    select
        'control' as arm_code,
        cases.case_id as draw_id,
        cases.supplier_id,
        {{ year_of('cases.started_on') }} as selection_year,
        cases.inclusion_probability,
        audited.case_id is not null as is_audited,
        audited.has_major_finding
    from cases
    left join audited on cases.case_id = audited.case_id
    union all
    select
        'lottery' as arm_code,
        item_id as draw_id,
        supplier_id,
        plan_year as selection_year,
        inclusion_probability,
        audit_id is not null as is_audited,
        has_major_finding
    from plan_items

)

select * from drawn
