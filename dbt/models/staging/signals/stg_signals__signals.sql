with

source as (

    select * from {{ source('signals', 'signals') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row(['organisation_number', 'known_on', 'signal_name']) }}

),

renamed as (

    select
        -- ids
        {{ supplier_id('organisation_number') }} as supplier_id,

        -- words
        signal_name,

        -- numbers
        signal_number,

        -- dates
        known_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
