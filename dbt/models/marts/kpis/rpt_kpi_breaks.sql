with

series as (

    select * from {{ ref('kpi_series') }}

),

breaks as (

    select * from {{ ref('fct_series_breaks') }}

),

kpi_breaks as (

    select
        series.kpi_id,
        breaks.broken_on,
        breaks.before_code,
        breaks.after_code,
        breaks.break_reason_code
    from breaks
    inner join series on breaks.series_code = series.series_code

)

select * from kpi_breaks
