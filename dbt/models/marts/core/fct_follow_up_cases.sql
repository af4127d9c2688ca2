with

cases as (

    select * from {{ ref('stg_follow_up_cases__cases') }}

),

regions as (

    select * from {{ ref('regions') }}

),

placed as (

    select
        cases.case_id,
        cases.supplier_id,
        cases.category_code,
        cases.region_code,
        regions.procurement_region_code,
        cases.round_number,
        cases.method_code,
        cases.selection_reason_code,
        cases.started_on,
        cases.closed_on,
        cases.closure_reason_code,
        cases.is_in_national_system
    from cases
    inner join regions on cases.region_code = regions.region_code

)

select * from placed
