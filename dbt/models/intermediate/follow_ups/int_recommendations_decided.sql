{% set answers = (
    "('no_action', 'supplement', 'dialogue', 'office_audit', 'factory_audit')"
) -%}

with

decisions as (

    select * from {{ ref('stg_decisions__decisions') }}

),

self_assessments as (

    select * from {{ ref('fct_self_assessments') }}

),

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

regions as (

    select * from {{ ref('regions') }}

),

-- A decision that does not name its self-assessment is on the one of its case assessed
-- last before it. Later steps of a case (a plan, a re-audit, its closure) are no
-- answers, unless they name the self-assessment that they answer.
answered as (

    select
        decisions.decision_id,
        decisions.decision_code,
        decisions.decision_reason_code,
        decisions.decided_on,
        decisions.region_code,
        decisions.case_id,
        self_assessments.self_assessment_id,
        self_assessments.category_code,
        self_assessments.recommendation_code,
        self_assessments.assessed_on,
        row_number() over (
            partition by decisions.decision_id
            order by
                self_assessments.assessed_on desc,
                self_assessments.self_assessment_id desc
        ) as newest_rank
    from decisions
    left join self_assessments
        on
            decisions.self_assessment_id = self_assessments.self_assessment_id
            or (
                decisions.self_assessment_id is null
                and decisions.case_id = self_assessments.case_id
                and decisions.decided_on >= self_assessments.assessed_on
            )
    where
        decisions.self_assessment_id is not null
        or decisions.decision_code in {{ answers }}

),

-- A decision from before the assessment was not on its recommendation.
after_recommendation as (

    select
        *,
        row_number() over (
            partition by coalesce(self_assessment_id, decision_id)
            order by decided_on, decision_id
        ) as first_rank
    from answered
    where newest_rank = 1 and (assessed_on is null or decided_on >= assessed_on)

),

decided as (

    select
        after_recommendation.decision_id,
        after_recommendation.decided_on,
        after_recommendation.region_code,
        regions.procurement_region_code,
        coalesce(after_recommendation.category_code, cases.category_code)
            as category_code,
        after_recommendation.recommendation_code,
        after_recommendation.decision_code,
        after_recommendation.decision_reason_code,
        after_recommendation.decision_code = after_recommendation.recommendation_code
            as is_followed
    from after_recommendation
    left join regions on after_recommendation.region_code = regions.region_code
    left join cases on after_recommendation.case_id = cases.case_id
    where after_recommendation.first_rank = 1

)

select * from decided
