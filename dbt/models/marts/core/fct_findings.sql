with

findings as (

    select * from {{ ref('stg_findings__findings') }}

),

audits as (

    select * from {{ ref('fct_audits') }}

),

grades as (

    select * from {{ ref('finding_grades') }}

),

-- A finding whose audit has not been received stays, without a supplier; see
-- qc_findings_without_audit.
joined as (

    select
        findings.finding_id,
        findings.audit_id,
        audits.supplier_id,
        audits.category_code,
        audits.region_code,
        audits.procurement_region_code,
        findings.grade_code,
        grades.is_major,
        findings.process_requirement,
        findings.due_on,
        findings.changed_due_on,
        findings.verified_on,
        audits.report_approved_on as known_on
    from findings
    inner join grades on findings.grade_code = grades.grade_code
    left join audits on findings.audit_id = audits.audit_id

)

select * from joined
