with

contracted as (

    select * from {{ ref('int_supplier_categories_contracted') }}

),

follow_ups as (

    select * from {{ ref('int_follow_ups_completed') }}
    where method_code in ({{ quoted(var('covering_methods')) }})

),

-- Not one known to be of a lower level: whoever accepted one without has looked at it.
covered as (

    select
        contracted.supplier_id,
        contracted.category_code,
        contracted.as_of_on,
        max(follow_ups.followed_up_on) as covered_from_on
    from contracted
    inner join follow_ups
        on
            contracted.supplier_id = follow_ups.supplier_id
            and contracted.category_code
            = coalesce(follow_ups.category_code, contracted.category_code)
            and contracted.as_of_on > follow_ups.known_on
    where
        follow_ups.followed_up_on
        > {{ months_before('contracted.as_of_on', var('follow_up_reuse_months')) }}
        and not (
            contracted.is_advanced_level
            and coalesce(follow_ups.clause_level_code = 'basic', false)
        )
    group by
        contracted.supplier_id,
        contracted.category_code,
        contracted.as_of_on

)

select * from covered
