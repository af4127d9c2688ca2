with

findings as (

    select * from {{ ref('int_findings_dated') }}

),

cases as (

    select * from {{ ref('rpt_open_cases') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

listed as (

    select
        findings.finding_id,
        findings.case_id,
        findings.audit_id,
        findings.audit_type_code,
        findings.visited_on,
        findings.known_on,
        findings.grade_code,
        findings.process_requirement,
        findings.code_area_code,
        findings.severe_kind_code,
        case
            when findings.verified_on is not null then 'verified'
            else findings.finding_stage_code
        end as finding_stage_code,
        findings.first_due_on,
        findings.due_on,
        findings.due_on <> findings.first_due_on as is_due_changed,
        findings.verified_on,
        findings.is_waiting,
        coalesce(findings.is_waiting and findings.due_on < builds.data_on, false)
            as is_overdue,
        findings.supplier_aware_on,
        findings.reported_on,
        findings.severe_report_due_on,
        case
            when findings.severe_report_due_on is null then null
            when findings.reported_on <= findings.severe_report_due_on
                then 'in_time'
            when findings.reported_on is not null then 'late'
            when findings.severe_report_due_on < builds.data_on then 'overdue'
            else 'running'
        end as severe_report_code,
        cases.supplier_id,
        cases.supplier_name,
        cases.region_code,
        cases.procurement_region_code,
        cases.category_code
    from findings
    inner join cases on findings.case_id = cases.case_id
    cross join builds

)

select * from listed
