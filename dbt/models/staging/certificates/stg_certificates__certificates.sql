with

source as (

    select * from {{ source('certificates', 'certificates') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row([
        'organisation_number',
        'certificate_kind_code',
        'valid_from_on',
    ]) }}

),

renamed as (

    select
        -- ids
        {{ supplier_id('organisation_number') }} as supplier_id,

        -- words
        certificate_kind_code,

        -- dates
        valid_from_on,
        valid_to_on,
        known_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
