with

audits as (

    select * from {{ ref('fct_audits') }}

),

decisions as (

    select * from {{ ref('stg_decisions__decisions') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

-- A factory is visited after what the office showed, so each kind of audit has a
-- decision of its own.
decided as (

    select
        audits.audit_id,
        max(decisions.decided_on) as decided_on
    from audits
    inner join decisions
        on
            audits.case_id = decisions.case_id
            and audits.visited_on > decisions.decided_on
            and decisions.decision_code = case
                when audits.is_re_audit then 're_audit'
                else audits.audit_type_code || '_audit'
            end
    group by audits.audit_id

),

dated as (

    select
        audits.audit_id,
        audits.case_id,
        audits.supplier_id,
        audits.category_code,
        audits.region_code,
        audits.procurement_region_code,
        audits.audit_type_code,
        audits.is_re_audit,
        audits.performer_code,
        audits.auditor_id,
        audits.trigger_code,
        audits.announced_code,
        audits.visited_on,
        audits.report_approved_on,
        audits.has_major_finding,
        coalesce(decided.decided_on, {{ days_after('audits.visited_on', -1) }})
            as as_of_on
    from audits
    left join decided on audits.audit_id = decided.audit_id

),

-- What is decided after the as-of date of the build has not happened yet.
happened as (

    select * from dated
    where as_of_on <= (select builds.as_of_on from builds)

)

select * from happened
