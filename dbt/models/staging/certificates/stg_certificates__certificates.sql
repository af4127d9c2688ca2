with

source as (

    select * from {{ source('certificates', 'certificates') }}

),

-- Where nobody noted when it was known, the first file with it is the first we know.
dated as (

    select
        *,
        min(data_on) over (
            partition by organisation_number, certificate_kind_code, valid_from_on
        ) as first_data_on
    from source

),

newest as (

    select *
    from dated
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
        coalesce(known_on, first_data_on) as known_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
