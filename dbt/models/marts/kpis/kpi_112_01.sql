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
        category_code,
        is_in_national_system
    from cases

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-112-01',
        'started',
        numerator='count(distinct case_id) filter (is_in_national_system)',
        denominator='count(distinct case_id)',
        n_missing='count(distinct case_id) filter (is_in_national_system is null)',
    ) }}

)

select * from rolled_up
