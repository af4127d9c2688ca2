with

source as (

    select * from {{ source('training_occasions', 'occasions') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row(['occasion_id']) }}

),

renamed as (

    select
        -- ids
        occasion_id,
        category_code,

        -- words
        training_kind_code,
        theme_name,
        audience_code,
        occasion_state_code,

        -- dates
        held_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
