with

backtest as (

    select * from {{ ref('stg_kpi_forecasts__backtest') }}

),

compared as (

    select
        kpi_id,
        place_code,
        period_year,
        n_months_known,
        forecast,
        forecast_low,
        forecast_high,
        interval_pct,
        actual,
        previous_actual,
        rest_as_previous_actual,
        actual between forecast_low and forecast_high as is_held,
        abs(forecast - actual) as forecast_error,
        abs(previous_actual - actual) as previous_error,
        abs(rest_as_previous_actual - actual) as rest_as_previous_error
    from backtest

)

select * from compared
