with

kpi_sql as (

    select * from {{ ref('stg_build__kpi_sql') }}

),

described as (

    select
        kpi_id,
        model_name,
        model_sql
    from kpi_sql

)

select * from described
