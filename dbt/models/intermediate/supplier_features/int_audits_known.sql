with

audits as (

    select * from {{ ref('fct_audits') }}

),

asked as (

    select * from {{ ref('int_supplier_categories_asked') }}

),

days as (

    select distinct
        supplier_id,
        as_of_on
    from asked

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
        days.as_of_on,
        row_number() over (
            partition by audits.supplier_id, days.as_of_on
            order by audits.visited_on desc, audits.audit_id desc
        ) as newest_rank
    from audits
    inner join days
        on
            audits.supplier_id = days.supplier_id
            and audits.report_approved_on < days.as_of_on

)

select * from known
