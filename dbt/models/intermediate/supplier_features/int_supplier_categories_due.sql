with

findings as (

    select * from {{ ref('fct_findings') }}

),

audits as (

    select * from {{ ref('fct_audits') }}

),

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

decisions as (

    select * from {{ ref('stg_decisions__decisions') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

-- What is wrong and was to be right by now; a closed case asks for nothing more.
overdue as (

    select
        findings.supplier_id,
        findings.category_code,
        case when findings.grade_code = 'severe' then 1 else 2 end as due_rank,
        findings.grade_code || '_finding_overdue' as due_reason_code
    from findings
    cross join builds
    left join audits on findings.audit_id = audits.audit_id
    left join cases on audits.case_id = cases.case_id
    where
        findings.is_major
        and findings.verified_on is null
        and coalesce(findings.changed_due_on, findings.due_on) < builds.as_of_on
        and findings.known_on < builds.as_of_on
        and cases.closed_on is null

),

decided as (

    select
        cases.case_id,
        cases.supplier_id,
        cases.category_code,
        max(decisions.decided_on) as decided_on
    from decisions
    inner join cases on decisions.case_id = cases.case_id
    cross join builds
    where
        decisions.decision_code = 're_audit'
        and decisions.decided_on < builds.as_of_on
        and cases.closed_on is null
    group by
        cases.case_id,
        cases.supplier_id,
        cases.category_code

),

promised as (

    select
        decided.supplier_id,
        decided.category_code,
        3 as due_rank,
        're_audit_due' as due_reason_code
    from decided
    left join audits
        on
            decided.case_id = audits.case_id
            and audits.is_re_audit
            and decided.decided_on < audits.visited_on
    where audits.audit_id is null

),

due as (

    select * from overdue
    union all
    select * from promised

),

gravest as (

    select
        supplier_id,
        category_code,
        due_reason_code
    from due
    where supplier_id is not null and category_code is not null
    qualify row_number() over (
        partition by supplier_id, category_code
        order by due_rank
    ) = 1

)

select * from gravest
