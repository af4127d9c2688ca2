with

answers as (

    select * from {{ ref('stg_self_assessments__answers') }}

),

regions as (

    select * from {{ ref('regions') }}

),

-- The dates stand on every answer of a request. Where they differ the answers came
-- in parts: the request is answered and assessed with its last part.
per_request as (

    select
        self_assessment_id,
        min(case_id) as case_id,
        min(supplier_id) as supplier_id,
        min(category_code) as category_code,
        min(region_code) as region_code,
        min(clause_version_code) as clause_version_code,
        min(recommendation_code) as recommendation_code,
        min(sent_on) as sent_on,
        max(due_on) as due_on,
        max(answered_on) as answered_on,
        max(assessed_on) as assessed_on,
        count(*) as n_answers,
        count(assessment_code) filter (assessment_code <> 'not_applicable')
            as n_applicable_answers,
        100 * avg(
            case assessment_code
                when 'fulfilled' then 1.0
                when 'partly' then 0.5
                when 'not_fulfilled' then 0.0
            end
        ) as fulfilled_score,
        100 * avg(cast(not has_evidence as integer))
            as answers_without_evidence_share_pct
    from answers
    group by self_assessment_id

),

placed as (

    select
        per_request.self_assessment_id,
        per_request.case_id,
        per_request.supplier_id,
        per_request.category_code,
        per_request.region_code,
        regions.procurement_region_code,
        per_request.clause_version_code,
        per_request.recommendation_code,
        per_request.sent_on,
        per_request.due_on,
        per_request.answered_on,
        per_request.assessed_on,
        per_request.n_answers,
        per_request.n_applicable_answers,
        per_request.fulfilled_score,
        per_request.answers_without_evidence_share_pct
    from per_request
    inner join regions on per_request.region_code = regions.region_code

)

select * from placed
