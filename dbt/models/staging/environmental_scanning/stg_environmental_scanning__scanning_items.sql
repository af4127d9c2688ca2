with

source as (

    select * from {{ source('environmental_scanning', 'scanning_items') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row(['item_id', 'category_code']) }}

),

renamed as (

    select
        -- ids
        item_id,
        category_code,

        -- words
        source_kind_code,
        source_name,
        item_url,

        -- dates
        seen_on,
        shared_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
