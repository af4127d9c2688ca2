with

cases as (

    select * from {{ ref('int_cases_dated') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

left_to_do as (

    select
        case_id,
        bool_or(finding_stage_code = 'open') as is_plan_missing,
        bool_or(finding_stage_code is null or finding_stage_code = 'corrective_plan')
            as is_correction_missing,
        count(*) as n_waiting
    from {{ ref('int_findings_dated') }}
    where is_waiting
    group by case_id

),

verified as (

    select
        case_id,
        max(verified_on) as verified_on
    from {{ ref('int_findings_dated') }}
    group by case_id

),

-- The step is how far a case has come; what was skipped on the way does not hold it
-- back. A decision counts as long as no visit has followed it.
stepped as (

    select
        cases.case_id,
        cases.selection_reason_code,
        cases.answer_due_on,
        cases.started_on,
        cases.sent_on,
        cases.answered_on,
        cases.assessed_on,
        cases.last_decided_on,
        cases.last_visited_on,
        cases.last_approved_on,
        verified.verified_on,
        case
            when cases.is_report_awaited then 'report'
            when
                cases.last_decision_code in ('factory_audit', 're_audit')
                and not coalesce(cases.last_decided_on <= cases.last_visited_on, false)
                then replace(cases.last_decision_code, 're_audit', 'verification')
            when left_to_do.is_plan_missing then 'action_plan'
            when left_to_do.is_correction_missing then 'correction'
            when left_to_do.n_waiting > 0 then 'verification'
            when cases.last_visited_on is not null then 'closure'
            when cases.last_decision_code in ('office_audit', 'dialogue')
                then cases.last_decision_code
            when
                cases.last_decision_code = 'supplement'
                and not coalesce(cases.answered_on > cases.last_decided_on, false)
                then 'answer'
            when cases.last_decision_code <> 'supplement' then 'closure'
            when cases.assessed_on is not null then 'decision'
            when cases.answered_on is not null then 'assessment'
            when cases.sent_on is not null then 'answer'
            when cases.method_code in ('office_audit', 'factory_audit')
                then cases.method_code
            when cases.method_code = 'self_assessment' then 'dispatch'
            else 'dialogue'
        end as step_code
    from cases
    inner join builds on cases.started_on <= builds.data_on
    left join left_to_do on cases.case_id = left_to_do.case_id
    left join verified on cases.case_id = verified.case_id
    where cases.closed_on is null or cases.closed_on > builds.data_on

),

since as (

    select
        case_id,
        selection_reason_code,
        answer_due_on,
        verified_on,
        step_code,
        coalesce(
            case step_code
                when 'report' then last_visited_on
                when 'action_plan' then last_approved_on
                when 'correction' then last_approved_on
                when 'verification' then greatest(last_decided_on, last_approved_on)
                when 'closure' then greatest(verified_on, last_approved_on)
                when 'decision' then assessed_on
                when 'assessment' then answered_on
                when 'answer' then greatest(sent_on, last_decided_on)
            end,
            last_decided_on,
            started_on
        ) as step_since_on
    from stepped

)

select * from since
