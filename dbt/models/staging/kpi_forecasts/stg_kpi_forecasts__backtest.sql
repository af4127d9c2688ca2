with

source as (

    select * from {{ source('kpi_forecasts', 'backtest') }}

),

renamed as (

    select
        kpi_id,
        place_code,
        period_year,
        months_known as n_months_known,
        forecast,
        forecast_low,
        forecast_high,
        100 * interval_chance as interval_pct,
        actual,
        previous_actual,
        rest_as_previous as rest_as_previous_actual
    from source

)

select * from renamed
