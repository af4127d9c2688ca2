{{ config(materialized='table') }}

with

audits as (

    select * from {{ ref('int_audits_known') }}

),

-- Re-audits only close a deviation: they say how things stand now, but not how often
-- majors are found.
per_supplier as (

    select
        supplier_id,
        as_of_on,
        count(*) as n_audits,
        count(*) filter (not is_re_audit) as n_first_audits,
        count(*) filter (not is_re_audit and has_major_finding) as n_major_audits,
        max(visited_on) as last_audit_on,
        max(report_approved_on) as audit_fact_on,
        {{ at_most('min(' ~ years_between('visited_on', 'as_of_on') ~ ')', 6) }}
            as years_since_last_audit,
        bool_or(has_major_finding) filter (newest_rank = 1) as is_last_audit_major,
        max(weighted_findings_score) filter (newest_rank = 1) as last_findings_score,
        max(weighted_findings_score) filter (newest_rank = 2)
            as previous_findings_score
    from audits
    group by
        supplier_id,
        as_of_on

)

select * from per_supplier
