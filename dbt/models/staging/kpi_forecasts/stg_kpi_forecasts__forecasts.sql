with

source as (

    select * from {{ source('kpi_forecasts', 'forecasts') }}

),

renamed as (

    select
        plan_code,
        kpi_id,
        period_year,
        place_code,
        months_known as n_months_known,
        n_history_months,
        forecast,
        forecast_low,
        forecast_high,
        100 * interval_chance as interval_pct,
        rest_denominator,
        100 * target_chance as target_chance_pct,
        reason_code
    from source

)

select * from renamed
