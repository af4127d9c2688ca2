with

decided as (

    select * from {{ ref('int_recommendations_decided') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

dated as (

    select
        decided.decision_id,
        decided.decided_on,
        {{ year_of('decided.decided_on') }} as period_year,
        decided.region_code,
        decided.procurement_region_code,
        decided.category_code,
        decided.recommendation_code,
        decided.decision_code,
        decided.decision_reason_code,
        decided.is_followed
    from decided
    inner join builds on decided.decided_on <= builds.data_on

)

select * from dated
