with

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

suppliers as (

    select * from {{ ref('dim_suppliers') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

open_cases as (

    select
        cases.case_id,
        cases.supplier_id,
        suppliers.supplier_name,
        cases.region_code,
        cases.procurement_region_code,
        cases.category_code,
        cases.method_code,
        cases.started_on,
        cast(
            {{ days_between('cases.started_on', 'builds.data_on') }} as integer
        ) as age_days,
        cases.started_on < {{ months_before('builds.data_on', 12) }}
            as is_over_one_year
    from cases
    inner join suppliers on cases.supplier_id = suppliers.supplier_id
    inner join builds on cases.started_on <= builds.data_on
    where cases.closed_on is null or cases.closed_on > builds.data_on

)

select * from open_cases
