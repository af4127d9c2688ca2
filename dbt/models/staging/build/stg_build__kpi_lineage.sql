with

source as (

    select * from {{ source('build', 'kpi_lineage') }}

),

renamed as (

    select
        kpi_id,
        source_name,
        table_name
    from source

)

select * from renamed
