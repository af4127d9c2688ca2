with

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

self_assessments as (

    select * from {{ ref('fct_self_assessments') }}

),

audits as (

    select * from {{ ref('fct_audits') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

activities as (

    select
        'case_started' as activity_code,
        started_on as done_on,
        region_code,
        procurement_region_code,
        category_code
    from cases

    union all

    -- As in KPI-112-09: a case that ended with its contract was not completed.
    select
        'case_closed' as activity_code,
        closed_on as done_on,
        region_code,
        procurement_region_code,
        category_code
    from cases
    where closure_reason_code in ('corrected', 'no_deviations')

    union all

    select
        'self_assessment_assessed' as activity_code,
        assessed_on as done_on,
        region_code,
        procurement_region_code,
        category_code
    from self_assessments

    union all

    select
        case when is_re_audit then 're_audit' else audit_type_code || '_audit' end
            as activity_code,
        visited_on as done_on,
        region_code,
        procurement_region_code,
        category_code
    from audits

),

counted as (

    select
        {{ year_of('activities.done_on') }} as period_year,
        activities.activity_code,
        activities.region_code,
        activities.procurement_region_code,
        activities.category_code,
        count(*) as n_activities
    from activities
    inner join builds on activities.done_on <= builds.data_on
    group by
        {{ year_of('activities.done_on') }},
        activities.activity_code,
        activities.region_code,
        activities.procurement_region_code,
        activities.category_code

)

select * from counted
