with

source as (

    select * from {{ source('diplomas', 'diplomas') }}

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

        -- dates
        awarded_on,
        valid_to_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
