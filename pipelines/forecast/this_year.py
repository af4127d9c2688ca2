"""Forecast the running year of every KPI and place, and judge it by the target."""

import math

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.forecast.figures import FEWEST_YEARS, MONTHS, Figures, History
from pipelines.forecast.outlook import (
    MIDDLE,
    CountEnding,
    ShareEnding,
    build_ending,
    find_interval,
    find_years_known,
    fit_outlook,
)

Numbers = NDArray[np.float64]

N_DRAWS = 4000

#: Columns of forecasts.parquet, in order.
FORECASTS: dict[str, type[pl.DataType]] = {
    "plan_code": pl.String,
    "kpi_id": pl.String,
    "place_code": pl.String,
    "period_year": pl.Int32,
    "months_known": pl.Float64,
    "n_history_months": pl.Int32,
    "forecast": pl.Float64,
    "forecast_low": pl.Float64,
    "forecast_high": pl.Float64,
    "interval_chance": pl.Float64,
    "rest_denominator": pl.Float64,
    "target_chance": pl.Float64,
    "reason_code": pl.String,
}
ENDINGS = [
    *("forecast", "forecast_low", "forecast_high", "interval_chance"),
    *("rest_denominator", "target_chance"),
]


def build_forecasts(figures: Figures, goals: pl.DataFrame) -> pl.DataFrame:
    """Forecast the year that the newest data is of.

    Args:
        figures: All KPIs that have months.
        goals: Goals of that year: plan_code, kpi_id, place_code, target_kind_code,
            attainment_rule_code, target, previous_actual.

    Returns:
        One row per plan, KPI and place of the goals whose KPI has months. Either a
        forecast or a reason; `target_chance` is empty without a target to reach.
    """
    # A KPI may be measured in a year that no plan has goals for.
    asked = {kpi_id: rows for (kpi_id,), rows in goals.group_by("kpi_id")}
    frames = [
        _forecast_kpi(history, asked[history.kpi_id], figures)
        for history in figures.histories
        if history.kpi_id in asked
    ]
    return pl.concat([pl.DataFrame(schema=FORECASTS), *frames])


def _forecast_kpi(
    history: History, goals: pl.DataFrame, figures: Figures
) -> pl.DataFrame:
    year, known = history.n_earlier_years, figures.months_known
    reason_code = "year_is_over" if known >= MONTHS else history.reason_code
    outlook = fit_outlook(history, year) if reason_code is None else None
    goals = goals.sort("plan_code", "place_code")
    if outlook is not None:
        ending = build_ending(outlook, known, n_draws=N_DRAWS)
        forecast = _describe(ending, [history.places[at] for at in outlook.at])
        goals = pl.concat(
            _judge(ending, forecast, goals.filter(plan_code=plan_code))
            for plan_code in goals["plan_code"].unique().sort()
        ).join(forecast, on="place_code", how="left")
    none = [name for name in ENDINGS if name not in goals.columns]
    return (
        goals.with_columns(pl.lit(None, pl.Float64).alias(name) for name in none)
        .with_columns(pl.col(ENDINGS).fill_nan(None))
        .with_columns(
            period_year=pl.lit(figures.data_on.year, pl.Int32),
            months_known=pl.lit(known),
            n_history_months=pl.lit(MONTHS * year + math.floor(known), pl.Int32),
            reason_code=_find_reason(history, reason_code),
        )
        .select(*FORECASTS)
    )


def _find_reason(history: History, reason_code: str | None) -> pl.Expr:
    """Say why a place has no forecast; null where it has one."""
    if reason_code is not None:
        return pl.lit(reason_code)
    years_known = find_years_known(history, history.n_earlier_years)
    too_few = [
        place
        for place, n_years in zip(history.places, years_known, strict=True)
        if n_years < FEWEST_YEARS
    ]
    is_unknown = pl.col("place_code").is_in(too_few) | ~pl.col("place_code").is_in(
        history.places
    )
    return (
        pl.when(is_unknown)
        .then(pl.lit("too_little_history"))
        .when(pl.col("forecast").is_null())
        .then(pl.lit("nothing_expected"))
    )


def _describe(ending: CountEnding | ShareEnding, places: list[str]) -> pl.DataFrame:
    interval = find_interval(ending)
    is_share = isinstance(ending, ShareEnding)
    return pl.DataFrame(
        {
            "place_code": places,
            "forecast": ending.find_quantile(MIDDLE),
            "forecast_low": interval.low,
            "forecast_high": interval.high,
            "interval_chance": interval.chance,
            "rest_denominator": (
                np.median(ending.rest, axis=0)
                if is_share
                else np.full(len(places), np.nan)
            ),
        }
    )


def _judge(
    ending: CountEnding | ShareEnding, forecast: pl.DataFrame, goals: pl.DataFrame
) -> pl.DataFrame:
    """Add the chance of reaching the target to the goals of one plan."""
    aligned = forecast.select("place_code").join(
        goals, on="place_code", how="left", maintain_order="left"
    )
    target = aligned["target"].fill_null(0.0).to_numpy()
    before = aligned["previous_actual"].fill_null(0.0).to_numpy()
    chances = {
        "gt_prev_year": ending.find_chance_above(before),
        "lt_prev_year": 1 - ending.find_chance_of(before),
        "abs_min": ending.find_chance_of(target),
        "share_min": ending.find_chance_of(target),
        "abs_max": 1 - ending.find_chance_above(target),
    }
    kind = pl.col("target_kind_code")
    chance = pl.lit(None, pl.Float64)
    for code, found in chances.items():
        compared = "previous_actual" if code.endswith("prev_year") else "target"
        chance = (
            pl.when((kind == code) & pl.col(compared).is_not_null())
            .then(pl.Series(found))
            .otherwise(chance)
        )
    judged = aligned.with_columns(
        # Whether some category falls to zero cannot be told from the total.
        target_chance=pl.when(
            pl.col("attainment_rule_code") != "rises_and_no_category_zero"
        )
        .then(chance)
        .otherwise(None)
        .clip(0, 1)
    )
    return goals.join(
        judged.select("place_code", "target_chance"), on="place_code", how="left"
    )
