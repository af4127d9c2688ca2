with

contract_lines as (

    select * from {{ ref('int_contract_lines_prioritised') }}

),

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

external_follow_ups as (

    select *
    from {{ ref('stg_other_buyers_follow_ups__external_follow_ups') }}

),

-- One region's follow-up serves all regions that buy from the supplier.
follow_ups as (

    select
        supplier_id,
        closed_on as followed_up_on,
        closed_on as accepted_on,
        closure_reason_code in ('corrected', 'no_deviations') as is_accepted
    from cases
    where closed_on is not null

    union all

    select
        supplier_id,
        followed_up_on,
        coalesce(accepted_on, followed_up_on) as accepted_on,
        is_accepted
    from external_follow_ups

),

in_force as (

    select distinct
        period_kind_code,
        period_year,
        period_start,
        period_end,
        counted_until,
        contract_number,
        region_code,
        procurement_region_code,
        supplier_id
    from contract_lines
    where counted_until >= (select min(cases.started_on) from cases)

),

-- Until somebody has decided, or where the reason for closing is missing, it cannot be
-- told whether the follow-up is accepted.
benefited as (

    select
        in_force.period_kind_code,
        in_force.period_year,
        in_force.period_start,
        in_force.period_end,
        in_force.contract_number,
        in_force.region_code,
        in_force.procurement_region_code,
        coalesce(
            bool_or(
                follow_ups.is_accepted
                and follow_ups.accepted_on <= in_force.counted_until
            ),
            false
        ) as is_covered,
        count(follow_ups.supplier_id) filter (
            follow_ups.is_accepted is null
            or follow_ups.accepted_on > in_force.counted_until
        ) > 0 as is_some_undecided
    from in_force
    left join follow_ups
        on
            in_force.supplier_id = follow_ups.supplier_id
            and in_force.counted_until >= follow_ups.followed_up_on
            and follow_ups.followed_up_on
            > {{ months_before('in_force.counted_until', 36) }}
    group by
        in_force.period_kind_code,
        in_force.period_year,
        in_force.period_start,
        in_force.period_end,
        in_force.contract_number,
        in_force.region_code,
        in_force.procurement_region_code

),

rolled_up as (

    {{ kpi_roll_up_stock(
        'BEY-09',
        'benefited',
        numerator='count(*) filter (is_covered)',
        denominator='count(*)',
        n_missing='count(*) filter (is_some_undecided and not is_covered)',
        has_categories=false,
    ) }}

)

select * from rolled_up
