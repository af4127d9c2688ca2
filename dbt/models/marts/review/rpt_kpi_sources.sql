with

lineage as (

    select * from {{ ref('stg_build__kpi_lineage') }}

),

files as (

    select * from {{ ref('stg_ledger__files') }}

),

builds as (

    select * from {{ ref('stg_build__runs') }}

),

delivered as (

    select
        source_name,
        table_name,
        count(*) as n_files,
        count(distinct sender_code) as n_senders,
        cast(sum(n_accepted) as bigint) as n_accepted,
        cast(sum(n_rejected) as bigint) as n_rejected,
        max(data_on) as data_on,
        max(received_at) as received_at
    from files
    where is_in_use
    group by
        source_name,
        table_name

),

-- What the build says of itself is no source of figures.
described as (

    select
        lineage.kpi_id,
        lineage.source_name,
        lineage.table_name,
        lineage.source_name = 'reference' as is_reference,
        coalesce(delivered.n_accepted > 0, false) as is_delivered,
        coalesce(delivered.n_files, 0) as n_files,
        coalesce(delivered.n_senders, 0) as n_senders,
        delivered.n_accepted,
        delivered.n_rejected,
        delivered.data_on,
        {{ days_between('delivered.data_on', 'builds.data_on') }} as age_days,
        delivered.received_at
    from lineage
    cross join builds
    left join delivered
        on
            lineage.source_name = delivered.source_name
            and lineage.table_name = delivered.table_name
    where lineage.source_name not in ('build', 'ledger')

)

select * from described
