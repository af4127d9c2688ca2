with

cases as (

    select * from {{ ref('fct_follow_up_cases') }}

),

external_follow_ups as (

    select * from {{ ref('stg_other_buyers_follow_ups__external_follow_ups') }}
    where is_accepted

),

-- Another buyer's follow-up grows old from the day it was made, and counts once it
-- has been accepted.
completed as (

    select
        supplier_id,
        category_code,
        method_code,
        cast(null as varchar) as clause_level_code,
        closed_on as followed_up_on,
        closed_on as known_on
    from cases
    where closure_reason_code in ('corrected', 'no_deviations')

    union all

    select
        supplier_id,
        category_code,
        method_code,
        clause_level_code,
        followed_up_on,
        coalesce(accepted_on, followed_up_on) as known_on
    from external_follow_ups

)

select * from completed
