with

audits as (

    select * from {{ ref('int_audits_self_assessed') }}

),

answers as (

    select * from {{ ref('stg_self_assessments__answers') }}

),

findings as (

    select * from {{ ref('fct_findings') }}

),

whole_forms as (

    select
        audit_id,
        supplier_id,
        category_code,
        audit_type_code,
        'all' as clause_version_code,
        'whole' as requirement_code,
        is_approved,
        has_major_finding
    from audits

),

found as (

    select
        audit_id,
        process_requirement,
        count(*) filter (is_major) as n_major_findings
    from findings
    group by
        audit_id,
        process_requirement

),

-- Numbers mean other things in the other clause. A major finding without a number may
-- be of any requirement: then nobody knows that there was none.
requirements as (

    select
        audits.audit_id,
        audits.supplier_id,
        audits.category_code,
        audits.audit_type_code,
        audits.clause_version_code,
        cast(answers.process_requirement as varchar) as requirement_code,
        case
            when answers.assessment_code <> 'not_applicable'
                then answers.assessment_code = 'fulfilled'
        end as is_approved,
        case
            when found.n_major_findings > 0 then true
            when audits.n_unplaced_major_findings = 0 then false
        end as has_major_finding
    from audits
    inner join answers on audits.self_assessment_id = answers.self_assessment_id
    left join found
        on
            audits.audit_id = found.audit_id
            and answers.process_requirement = found.process_requirement
    where audits.clause_version_code = audits.audit_clause_version_code

),

stacked as (

    select * from whole_forms

    union all

    select * from requirements

)

select * from stacked
