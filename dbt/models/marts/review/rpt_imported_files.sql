with

files as (

    select * from {{ ref('stg_ledger__files') }}

),

described as (

    select
        file_sha256,
        file_name,
        source_name,
        table_name,
        sender_code,
        delivery_id,
        outcome_code,
        found_format,
        reason_code,
        message,
        n_received,
        n_accepted,
        n_rejected,
        data_on,
        loaded_at,
        received_at,
        is_example,
        is_in_use
    from files

)

select * from described
