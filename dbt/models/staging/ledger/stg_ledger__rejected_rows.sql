with

source as (

    select * from {{ source('ledger', 'rejected_rows') }}

),

renamed as (

    select
        -- ids
        file_sha256,
        source_file,
        source_row,
        source as source_name,
        "table" as table_name, -- noqa: RF06

        -- words
        broken_rules,
        as_received,
        is_example,

        -- dates
        data_on,
        loaded_at

    from source

)

select * from renamed
