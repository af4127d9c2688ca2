with

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

publications as (

    select * from {{ ref('stg_follow_up_publications__case_publications') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

joined as (

    select
        cases.case_id,
        cases.supplier_id,
        cases.category_code,
        cases.region_code,
        cases.round_number,
        cases.method_code,
        cases.started_on,
        cases.closed_on,
        cases.closure_reason_code,
        cases.closed_on is null or cases.closed_on > builds.data_on as is_open,
        publications.traffic_light_code,
        publications.published_on,
        publications.publication_url,
        publications.publication_obstacle_code
    from cases
    inner join builds on cases.started_on <= builds.data_on
    left join publications on cases.case_id = publications.case_id

)

select * from joined
