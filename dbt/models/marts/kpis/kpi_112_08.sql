with

cases as (

    select * from {{ ref('int_cases_described') }}

),

started as (

    select
        case_id,
        started_on as counted_on,
        region_code,
        procurement_region_code,
        category_code,
        method_code,
        performer_code
    from cases

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-112-08',
        'started',
        numerator='count(distinct case_id)',
        splits={'method': 'method_code', 'performer': 'performer_code'},
    ) }}

)

select * from rolled_up
