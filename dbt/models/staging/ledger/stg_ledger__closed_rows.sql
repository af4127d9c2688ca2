with

source as (

    select * from {{ source('ledger', 'closed_rows') }}

),

renamed as (

    select
        -- ids
        source as source_name,
        "table" as table_name, -- noqa: RF06
        row_key,
        sender as sender_code,
        closing_file,
        source_file,
        file_sha256,

        -- words
        is_example,

        -- dates
        closed_on,
        data_on,
        loaded_at

    from source

)

select * from renamed
