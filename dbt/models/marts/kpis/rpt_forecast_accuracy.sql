with

backtest as (

    select * from {{ ref('fct_forecast_backtest') }}

),

-- Errors are compared where all three had something to say.
per_kpi as (

    select
        kpi_id,
        count(distinct period_year) as n_years,
        count(distinct place_code) as n_places,
        count(*) as n_forecasts,
        100.0 * avg(cast(is_held as integer)) as held_pct,
        avg(interval_pct) as interval_pct,
        avg(forecast_error) filter (
            previous_error is not null and rest_as_previous_error is not null
        ) as forecast_error,
        avg(previous_error) filter (rest_as_previous_error is not null)
            as previous_error,
        avg(rest_as_previous_error) filter (previous_error is not null)
            as rest_as_previous_error
    from backtest
    group by kpi_id

),

-- KPIs have different units, so over all only what has none can be averaged.
stacked as (

    select
        *,
        forecast_error / nullif(previous_error, 0) as relative_error,
        rest_as_previous_error / nullif(previous_error, 0)
            as rest_as_previous_relative_error
    from per_kpi

    union all

    select
        'all' as kpi_id,
        max(n_years) as n_years,
        max(n_places) as n_places,
        sum(n_forecasts) as n_forecasts,
        sum(n_forecasts * held_pct) / sum(n_forecasts) as held_pct,
        sum(n_forecasts * interval_pct) / sum(n_forecasts) as interval_pct,
        null as forecast_error,
        null as previous_error,
        null as rest_as_previous_error,
        avg(forecast_error / nullif(previous_error, 0)) as relative_error,
        avg(rest_as_previous_error / nullif(previous_error, 0))
            as rest_as_previous_relative_error
    from per_kpi
    having count(*) > 0

),

-- Rounded: an average differs in its last digit with the order of its rows.
judged as (

    select
        kpi_id,
        cast(n_years as integer) as n_years,
        cast(n_places as integer) as n_places,
        cast(n_forecasts as integer) as n_forecasts,
        round(held_pct, 9) as held_pct,
        round(interval_pct, 9) as interval_pct,
        round(forecast_error, 9) as forecast_error,
        round(previous_error, 9) as previous_error,
        round(rest_as_previous_error, 9) as rest_as_previous_error,
        round(relative_error, 9) as relative_error,
        round(rest_as_previous_relative_error, 9) as rest_as_previous_relative_error,
        coalesce(
            relative_error < 1 and relative_error < rest_as_previous_relative_error,
            false
        ) as is_better
    from stacked

),

-- An interval of one figure, where little more can come, rightly holds more often
-- than 80 %: it is too wide only when it also holds more often than it said.
doubted as (

    select
        *,
        case
            when not is_better then 'beaten_by_last_year'
            when held_pct < 70 then 'intervals_too_narrow'
            when held_pct > 90 and held_pct > interval_pct + 10
                then 'intervals_too_wide'
        end as doubt_code
    from judged

)

select * from doubted
