with

closed_rows as (

    select * from {{ ref('stg_ledger__closed_rows') }}

),

described as (

    select
        source_name,
        table_name,
        row_key,
        sender_code,
        closing_file,
        source_file,
        file_sha256,
        is_example,
        closed_on,
        data_on,
        loaded_at
    from closed_rows

)

select * from described
