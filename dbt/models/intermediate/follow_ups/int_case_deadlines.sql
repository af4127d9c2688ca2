with

cases as (

    select * from {{ ref('int_cases_stepped') }}

),

audits as (

    select * from {{ ref('fct_audits') }}

),

findings as (

    select * from {{ ref('int_findings_dated') }}
    where is_waiting

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

-- Nobody sets a last day for a report or a corrective plan, so theirs are assumed.
awaited as (

    select
        case_id,
        'answer' as deadline_code,
        case_id as of_id,
        cast(null as varchar) as grade_code,
        answer_due_on as due_on,
        false as is_assumed
    from cases
    where step_code = 'answer' and answer_due_on is not null
    union all
    select
        audits.case_id,
        'report' as deadline_code,
        audits.audit_id as of_id,
        cast(null as varchar) as grade_code,
        {{ days_after('audits.visited_on', var('report_days')) }} as due_on,
        true as is_assumed
    from audits
    inner join builds on audits.visited_on <= builds.data_on
    where audits.report_approved_on is null
    union all
    select
        case_id,
        'corrective_plan' as deadline_code,
        audit_id as of_id,
        cast(null as varchar) as grade_code,
        {{ days_after('min(known_on)', var('corrective_plan_days')) }} as due_on,
        true as is_assumed
    from findings
    where finding_stage_code = 'open'
    group by case_id, audit_id
    union all
    select
        case_id,
        'correction' as deadline_code,
        finding_id as of_id,
        grade_code,
        due_on,
        false as is_assumed
    from findings
    where due_on is not null
    union all
    select
        case_id,
        'severe_report' as deadline_code,
        finding_id as of_id,
        grade_code,
        severe_report_due_on as due_on,
        true as is_assumed
    from findings
    where severe_report_due_on is not null and reported_on is null

),

counted as (

    select
        awaited.deadline_code || ':' || awaited.of_id as deadline_id,
        awaited.case_id,
        awaited.deadline_code,
        awaited.of_id,
        awaited.grade_code,
        awaited.due_on,
        awaited.is_assumed,
        awaited.due_on < builds.data_on as is_overdue,
        cast(
            greatest(0, {{ days_between('awaited.due_on', 'builds.data_on') }})
            as integer
        ) as days_overdue
    from awaited
    inner join cases on awaited.case_id = cases.case_id
    cross join builds

)

select * from counted
