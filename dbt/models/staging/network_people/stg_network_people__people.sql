with

source as (

    select * from {{ source('network_people', 'people') }}

),

newest as (

    select *
    from source
    {{ keep_newest_file('person_id') }}

),

renamed as (

    select
        -- ids
        person_id,
        region_code,

        -- words
        role_code,

        -- dates
        joined_on,
        left_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
