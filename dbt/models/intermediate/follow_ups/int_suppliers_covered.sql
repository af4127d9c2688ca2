with

periods as (

    select * from {{ ref('int_kpi_periods') }}
    where period_kind_code <> 'month'

),

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

external_follow_ups as (

    select * from {{ ref('stg_other_buyers_follow_ups__external_follow_ups') }}
    where is_accepted

),

-- Another buyer's follow-up grows old from the day it was made, and counts once it
-- has been accepted.
follow_ups as (

    select
        supplier_id,
        category_code,
        closed_on as followed_up_on,
        closed_on as known_on
    from cases
    where closure_reason_code in ('corrected', 'no_deviations')

    union all

    select
        supplier_id,
        category_code,
        followed_up_on,
        coalesce(accepted_on, followed_up_on) as known_on
    from external_follow_ups

),

covered as (

    select distinct
        periods.period_kind_code,
        periods.period_year,
        follow_ups.supplier_id,
        follow_ups.category_code
    from periods
    inner join follow_ups
        on
            periods.counted_until >= follow_ups.known_on
            and follow_ups.followed_up_on
            > {{ months_before('periods.counted_until', 36) }}

)

select * from covered
