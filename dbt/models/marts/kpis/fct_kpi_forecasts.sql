with

running_year as (

    select * from {{ ref('int_goals_this_year') }}

),

forecasts as (

    select * from {{ ref('stg_kpi_forecasts__forecasts') }}

),

accuracy as (

    select * from {{ ref('rpt_forecast_accuracy') }}

),

forecast_goals as (

    select
        running_year.plan_code,
        running_year.kpi_id,
        running_year.period_year,
        running_year.place_code,
        running_year.so_far_actual,
        running_year.previous_so_far_actual,
        running_year.previous_actual,
        running_year.target_kind_code,
        running_year.target,
        running_year.n_months_left,
        case
            when running_year.unit_code = 'count' and running_year.n_months_left > 0
                then
                    greatest(
                        running_year.count_needed
                        - coalesce(running_year.so_far_actual, 0),
                        0
                    ) / running_year.n_months_left
        end as pace_needed_per_month,
        case
            when running_year.unit_code = 'percent' and forecasts.rest_denominator > 0
                then
                    greatest(
                        running_year.pct_needed
                        * (
                            coalesce(running_year.denominator, 0)
                            + forecasts.rest_denominator
                        )
                        - 100 * coalesce(running_year.numerator, 0),
                        0
                    ) / forecasts.rest_denominator
        end as rest_needed_pct,
        forecasts.forecast,
        forecasts.forecast_low,
        forecasts.forecast_high,
        forecasts.interval_pct,
        forecasts.target_chance_pct,
        forecasts.n_history_months,
        case
            when forecasts.forecast is not null
                then accuracy.n_forecasts is not null and accuracy.doubt_code is null
        end as is_trusted,
        case
            when forecasts.forecast is null then null
            when accuracy.n_forecasts is null then 'not_tested'
            else accuracy.doubt_code
        end as doubt_code,
        case
            when forecasts.forecast is not null then null
            when not running_year.is_part_year then 'year_is_over'
            else coalesce(forecasts.reason_code, 'no_monthly_figures')
        end as reason_code
    from running_year
    left join forecasts
        on
            running_year.plan_code = forecasts.plan_code
            and running_year.kpi_id = forecasts.kpi_id
            and running_year.place_code = forecasts.place_code
    left join accuracy on running_year.kpi_id = accuracy.kpi_id

)

select * from forecast_goals
