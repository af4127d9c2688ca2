with

audits as (

    select * from {{ ref('fct_audits') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

-- The visit alone tells nothing: the findings are known when the report is approved.
known as (

    select
        audits.audit_id,
        audits.supplier_id,
        audits.is_re_audit,
        audits.visited_on,
        audits.report_approved_on,
        audits.has_major_finding,
        audits.weighted_findings_score,
        builds.as_of_on,
        row_number() over (
            partition by audits.supplier_id
            order by audits.visited_on desc, audits.audit_id desc
        ) as newest_rank
    from audits
    inner join builds on audits.report_approved_on < builds.as_of_on

)

select * from known
