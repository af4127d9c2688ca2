with

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

started as (

    select
        case_id,
        started_on as counted_on,
        region_code,
        procurement_region_code,
        category_code
    from cases

),

rolled_up as (

    {{ kpi_roll_up('KPI-112-08', 'started', numerator='count(distinct case_id)') }}

)

select * from rolled_up
