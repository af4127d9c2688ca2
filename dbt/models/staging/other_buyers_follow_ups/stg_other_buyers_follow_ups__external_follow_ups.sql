with

source as (

    select * from {{ source('other_buyers_follow_ups', 'external_follow_ups') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row(['external_follow_up_id']) }}

),

renamed as (

    select
        -- ids
        external_follow_up_id,
        {{ supplier_id('organisation_number') }} as supplier_id,
        category_code,

        -- words
        buyer_name,
        method_code,
        clause_level_code,
        is_accepted,

        -- dates
        followed_up_on,
        accepted_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
