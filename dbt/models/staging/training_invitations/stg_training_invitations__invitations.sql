with

source as (

    select * from {{ source('training_invitations', 'invitations') }}

),

newest as (

    select *
    from source
    {{ keep_newest_row(['occasion_id', 'organisation_number']) }}

),

renamed as (

    select
        -- ids
        occasion_id,
        {{ supplier_id('organisation_number') }} as supplier_id,
        category_code,

        -- dates
        invited_on,

        -- lineage
        source_file,
        source_row

    from newest

)

select * from renamed
