with

source as (

    select * from {{ source('follow_up_publications', 'case_publications') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row(['case_id']) }}

),

renamed as (

    select
        -- ids
        case_id,

        -- words
        traffic_light_code,
        publication_url,
        publication_obstacle_code,

        -- dates
        published_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
