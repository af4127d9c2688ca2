with

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

-- A case that ended with its contract was not completed: a year of such cases only is
-- a known zero. Where the reason is missing it cannot be told, and the case is shown
-- as missing.
closed as (

    select
        case_id,
        closed_on as counted_on,
        region_code,
        procurement_region_code,
        category_code,
        closure_reason_code,
        closure_reason_code in ('corrected', 'no_deviations') as is_completed,
        'contract_ended' as measure_code
    from cases
    where closed_on is not null

),

rolled_up as (

    {{ kpi_roll_up(
        'KPI-112-09',
        'closed',
        numerator='count(distinct case_id) filter (is_completed)',
        n_missing='count(distinct case_id) filter (is_completed is null)',
        splits={'outcome': 'closure_reason_code'},
    ) }}

),

ended_with_contract as (

    {{ kpi_roll_up(
        'KPI-112-09',
        'closed',
        numerator='count(distinct case_id) filter (not is_completed)',
        n_missing='count(distinct case_id) filter (is_completed is null)',
        splits={'measure': 'measure_code'},
    ) }}

),

stacked as (

    select * from rolled_up
    where split_value_code <> 'contract_ended'

    union all

    select * from ended_with_contract
    where split_code = 'measure'

)

select * from stacked
