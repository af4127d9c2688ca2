with

decisions as (

    select * from {{ ref('stg_decisions__decisions') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

made as (

    select
        decisions.decision_id,
        decisions.supplier_id,
        decisions.region_code,
        decisions.case_id,
        decisions.decision_code,
        decisions.is_recommendation_followed,
        decisions.decided_on
    from decisions
    inner join builds on decisions.decided_on <= builds.data_on

)

select * from made
