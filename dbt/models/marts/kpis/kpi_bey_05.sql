with

external_follow_ups as (

    select * from {{ ref('stg_other_buyers_follow_ups__external_follow_ups') }}

),

-- Those declined are here, so that a year without accepted ones is a known zero. What
-- is not decided yet is no yes.
dated as (

    select
        *,
        case
            when is_accepted then coalesce(accepted_on, followed_up_on)
            else followed_up_on
        end as counted_on
    from external_follow_ups

),

judged as (

    select
        external_follow_up_id,
        buyer_name,
        counted_on,
        is_accepted is null as is_undecided,
        is_accepted and followed_up_on >= {{ months_before('counted_on', 36) }}
            as is_reused
    from dated

),

rolled_up as (

    {{ kpi_roll_up(
        'BEY-05',
        'judged',
        numerator='count(distinct external_follow_up_id) filter (is_reused)',
        n_missing='count(distinct external_follow_up_id) filter (is_undecided)',
        has_regions=false,
        has_categories=false,
        splits={'buyer': 'buyer_name'},
    ) }}

)

select * from rolled_up
