with

audits as (

    select * from {{ ref('stg_audits__audits') }}

),

findings as (

    select * from {{ ref('stg_findings__findings') }}

),

grades as (

    select * from {{ ref('finding_grades') }}

),

regions as (

    select * from {{ ref('regions') }}

),

graded as (

    select
        findings.audit_id,
        count(*) as n_findings,
        count(*) filter (grades.is_major) as n_major_findings,
        sum(grades.severity_weight) as weighted_findings
    from findings
    inner join grades on findings.grade_code = grades.grade_code
    group by findings.audit_id

),

-- Before the report is approved nobody knows what was found: unknown, not none.
judged as (

    select
        audits.audit_id,
        audits.case_id,
        audits.supplier_id,
        audits.category_code,
        audits.region_code,
        regions.procurement_region_code,
        audits.audit_type_code,
        audits.round_number,
        audits.round_number > 1 or coalesce(audits.trigger_code = 're_audit', false)
            as is_re_audit,
        audits.performer_code,
        audits.auditor_id,
        audits.trigger_code,
        audits.announced_code,
        audits.is_environment_included,
        audits.site_country_code,
        audits.visited_on,
        audits.report_approved_on,
        case
            when audits.report_approved_on is not null
                then coalesce(graded.n_findings, 0)
        end as n_findings,
        case
            when audits.report_approved_on is not null
                then coalesce(graded.n_major_findings, 0) > 0
        end as has_major_finding,
        case
            when audits.report_approved_on is not null
                then cast(coalesce(graded.weighted_findings, 0) as double)
        end as weighted_findings_score
    from audits
    inner join regions on audits.region_code = regions.region_code
    left join graded on audits.audit_id = graded.audit_id

)

select * from judged
