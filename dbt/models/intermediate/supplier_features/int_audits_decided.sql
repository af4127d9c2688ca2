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
        audits.*,
        coalesce(decided.decided_on, {{ days_after('audits.visited_on', -1) }})
            as as_of_on
    from audits
    left join decided on audits.audit_id = decided.audit_id

),

-- What is decided after the as-of date of the build has not happened yet.
happened as (

    select dated.*
    from dated
    inner join builds on dated.as_of_on <= builds.as_of_on

)

select * from happened
