with

rejected_rows as (

    select * from {{ ref('stg_ledger__rejected_rows') }}

),

described as (

    select
        file_sha256,
        source_file,
        cast(source_row as integer) as source_row,
        source_name,
        table_name,
        broken_rules,
        as_received,
        data_on,
        loaded_at,
        is_example
    from rejected_rows

)

select * from described
