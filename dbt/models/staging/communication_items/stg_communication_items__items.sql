with

source as (

    select * from {{ source('communication_items', 'items') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row(['item_id']) }}

),

renamed as (

    select
        -- ids
        item_id,
        coalesce(story_id, item_id) as story_id,
        case_id,
        category_code,
        region_code,

        -- words
        communication_kind_code,
        channel_code,
        item_title,
        audience_code,

        -- dates
        planned_on,
        published_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
