with

source as (

    select * from {{ source('introductions', 'introductions') }}

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

        -- dates
        offered_on,
        completed_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
