with

counted as (

    select * from {{ ref('int_data_rows_counted') }}

),

files as (

    select
        source_name,
        table_name,
        file_name as source_file,
        max(data_on) as data_on,
        max(received_at) as received_at
    from {{ ref('stg_ledger__files') }}
    where is_in_use
    group by all

),

received as (

    select
        counted.source_name,
        counted.table_name,
        case
            when grouping(counted.region_code) = 1 then 'all' else counted.region_code
        end as place_code,
        sum(counted.n_rows) as n_rows,
        max(files.data_on) as last_data_on,
        max(files.received_at) as last_received_at
    from counted
    left join files
        on
            counted.source_name = files.source_name
            and counted.table_name = files.table_name
            and counted.source_file = files.source_file
    group by
        grouping sets (
            (counted.source_name, counted.table_name),
            (counted.source_name, counted.table_name, counted.region_code)
        )

)

select * from received
where place_code is not null
