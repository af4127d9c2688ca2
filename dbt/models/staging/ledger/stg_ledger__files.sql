with

source as (

    select * from {{ source('ledger', 'files') }}

),

renamed as (

    select
        -- ids
        file_sha256,
        file_name,
        source as source_name,
        "table" as table_name, -- noqa: RF06
        sender as sender_code,
        delivery_id,

        -- words
        outcome as outcome_code,
        found_format,
        reason_code,
        message,
        is_example,
        is_in_use,

        -- numbers
        n_received,
        n_accepted,
        n_rejected,

        -- dates
        data_on,
        loaded_at,
        coalesce(received_at, loaded_at) as received_at

    from source

)

select * from renamed
