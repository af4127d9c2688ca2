with

findings as (

    select * from {{ ref('fct_findings') }}
    where known_on is not null

),

told as (

    select * from {{ ref('stg_findings__findings') }}

),

audits as (

    select * from {{ ref('fct_audits') }}

),

self_assessed as (

    select * from {{ ref('int_audits_self_assessed') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

dated as (

    select
        findings.finding_id,
        findings.supplier_id,
        findings.audit_id,
        findings.category_code,
        findings.region_code,
        audits.audit_type_code,
        audits.visited_on,
        findings.known_on,
        findings.grade_code,
        findings.is_major,
        findings.process_requirement,
        self_assessed.audit_clause_version_code as clause_version_code,
        told.code_area_code,
        told.severe_kind_code,
        told.finding_stage_code,
        told.reported_on,
        findings.due_on,
        findings.changed_due_on,
        findings.verified_on,
        coalesce(findings.changed_due_on, findings.due_on) as last_due_on,
        builds.data_on
    from findings
    inner join told on findings.finding_id = told.finding_id
    inner join audits on findings.audit_id = audits.audit_id
    inner join builds on findings.known_on <= builds.data_on
    left join self_assessed on findings.audit_id = self_assessed.audit_id

),

-- An observation without a deadline is nothing to correct.
judged as (

    select
        * exclude (last_due_on, data_on),
        case
            when verified_on <= data_on then 'verified'
            when last_due_on < data_on then 'overdue'
            when grade_code = 'observation' and last_due_on is null
                then 'nothing_to_correct'
            else 'open'
        end as finding_state_code,
        case
            when
                last_due_on < data_on
                and coalesce(verified_on > data_on, true)
                then cast({{ days_between('last_due_on', 'data_on') }} as integer)
        end as days_overdue
    from dated

)

select * from judged
