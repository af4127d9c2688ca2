with

sources as (

    select * from {{ ref('stg_build__sources') }}

),

regions as (

    select * from {{ ref('regions') }}

),

received as (

    select * from {{ ref('int_data_tables_received') }}

),

places as (

    select
        source_name,
        table_name,
        'all' as place_code
    from sources

    union all

    select
        sources.source_name,
        sources.table_name,
        regions.region_code as place_code
    from sources
    cross join regions
    where sources.has_regions

),

cells as (

    select
        source_name,
        table_name,
        case when grouping(region_code) = 1 then 'all' else region_code end
            as place_code,
        sum(n_filled) as n_filled,
        sum(n_expected) as n_expected
    from {{ ref('int_data_cells_counted') }}
    group by
        grouping sets (
            (source_name, table_name),
            (source_name, table_name, region_code)
        )

),

covered as (

    select
        sources.source_name,
        sources.table_name,
        places.place_code,
        sources.source_title,
        sources.owner_name,
        sources.agreed_frequency,
        sources.source_kind_code,
        received.n_rows is not null as is_delivered,
        cast(coalesce(received.n_rows, 0) as bigint) as n_rows,
        cast(coalesce(cells.n_filled, 0) as bigint) as n_filled,
        cast(coalesce(cells.n_expected, 0) as bigint) as n_expected,
        received.last_data_on,
        received.last_received_at
    from places
    inner join sources
        on
            places.source_name = sources.source_name
            and places.table_name = sources.table_name
    left join received
        on
            places.source_name = received.source_name
            and places.table_name = received.table_name
            and places.place_code = received.place_code
    left join cells
        on
            places.source_name = cells.source_name
            and places.table_name = cells.table_name
            and places.place_code = cells.place_code

)

select * from covered
