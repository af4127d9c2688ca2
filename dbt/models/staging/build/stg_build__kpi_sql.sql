with

source as (

    select * from {{ source('build', 'kpi_sql') }}

),

renamed as (

    select
        kpi_id,
        model_name,
        model_sql
    from source

)

select * from renamed
