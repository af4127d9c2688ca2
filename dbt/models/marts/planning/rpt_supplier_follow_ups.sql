with

follow_ups as (

    select * from {{ ref('stg_other_buyers_follow_ups__external_follow_ups') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

aged as (

    select
        follow_ups.external_follow_up_id,
        follow_ups.supplier_id,
        follow_ups.category_code,
        follow_ups.buyer_name,
        follow_ups.method_code,
        follow_ups.clause_level_code,
        follow_ups.is_accepted,
        follow_ups.followed_up_on,
        follow_ups.accepted_on,
        {{ months_after('follow_ups.followed_up_on', 36) }} as counts_until_on,
        coalesce(
            follow_ups.is_accepted
            and {{ months_after('follow_ups.followed_up_on', 36) }} > builds.data_on,
            false
        ) as is_counted
    from follow_ups
    inner join builds on follow_ups.followed_up_on <= builds.data_on

)

select * from aged
