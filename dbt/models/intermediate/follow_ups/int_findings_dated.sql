with

findings as (

    select * from {{ ref('fct_findings') }}

),

told as (

    select * from {{ ref('stg_findings__findings') }}

),

audits as (

    select * from {{ ref('fct_audits') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

-- An observation asks nothing of anybody. What the report says is not known until it
-- has been approved.
dated as (

    select
        findings.finding_id,
        findings.audit_id,
        audits.case_id,
        audits.audit_type_code,
        audits.visited_on,
        findings.known_on,
        findings.grade_code,
        findings.process_requirement,
        told.code_area_code,
        told.severe_kind_code,
        told.finding_stage_code,
        findings.due_on as first_due_on,
        coalesce(findings.changed_due_on, findings.due_on) as due_on,
        findings.verified_on,
        told.supplier_aware_on,
        told.reported_on,
        findings.grade_code <> 'observation' and findings.verified_on is null
            as is_waiting,
        case
            when findings.grade_code = 'severe'
                then {{ days_after(
                    'coalesce(told.supplier_aware_on, findings.known_on)',
                    var('severe_report_days')
                ) }}
        end as severe_report_due_on
    from findings
    inner join told on findings.finding_id = told.finding_id
    inner join audits on findings.audit_id = audits.audit_id
    inner join builds on findings.known_on <= builds.data_on
    where audits.case_id is not null

)

select * from dated
