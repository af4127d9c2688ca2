with

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

-- A case may ask twice: it waits for what was asked last.
last_asked as (

    select
        case_id,
        sent_on,
        due_on,
        answered_on,
        assessed_on
    from {{ ref('fct_self_assessments') }}
    where case_id is not null
    qualify row_number() over (
        partition by case_id
        order by sent_on desc, self_assessment_id desc
    ) = 1

),

-- A decision may name its case, or only the self-assessment that it answers.
decisions as (

    select
        decisions.decision_id,
        decisions.decision_code,
        decisions.decided_on,
        coalesce(decisions.case_id, asked.case_id) as case_id
    from {{ ref('stg_decisions__decisions') }} as decisions
    left join {{ ref('fct_self_assessments') }} as asked
        on decisions.self_assessment_id = asked.self_assessment_id
    where decisions.decision_code not in ('closure', 'contract_termination')

),

last_decided as (

    select
        case_id,
        decided_on as last_decided_on,
        decision_code as last_decision_code,
        min(decided_on) over (partition by case_id) as decided_on
    from decisions
    where case_id is not null
    qualify row_number() over (
        partition by case_id
        order by decided_on desc, decision_id desc
    ) = 1

),

visited as (

    select
        audits.case_id,
        min(audits.visited_on) as visited_on,
        max(audits.visited_on) as last_visited_on,
        min(audits.report_approved_on) as approved_on,
        max(audits.report_approved_on) as last_approved_on,
        bool_or(audits.report_approved_on is null) as is_report_awaited
    from {{ ref('fct_audits') }} as audits
    inner join builds on audits.visited_on <= builds.data_on
    where audits.case_id is not null
    group by audits.case_id

),

dated as (

    select
        cases.case_id,
        cases.supplier_id,
        cases.category_code,
        cases.region_code,
        cases.procurement_region_code,
        cases.method_code,
        cases.selection_reason_code,
        cases.started_on,
        cases.closed_on,
        last_asked.sent_on,
        last_asked.due_on as answer_due_on,
        last_asked.answered_on,
        last_asked.assessed_on,
        last_decided.decided_on,
        last_decided.last_decided_on,
        last_decided.last_decision_code,
        visited.visited_on,
        visited.last_visited_on,
        visited.approved_on,
        visited.last_approved_on,
        coalesce(visited.is_report_awaited, false) as is_report_awaited
    from cases
    left join last_asked on cases.case_id = last_asked.case_id
    left join last_decided on cases.case_id = last_decided.case_id
    left join visited on cases.case_id = visited.case_id

)

select * from dated
