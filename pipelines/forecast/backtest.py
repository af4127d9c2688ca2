"""Forecast every earlier year from each of its months, and see what came.

The other side is "same as last year" in its two readings: last year's figure, and what
has come so far with the rest of last year added.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.forecast.figures import FEWEST_YEARS, MONTHS, History
from pipelines.forecast.outlook import (
    MIDDLE,
    build_ending,
    build_joint,
    find_interval,
    fit_outlook,
)

Numbers = NDArray[np.float64]

N_DRAWS = 200

#: Columns of backtest.parquet, in order.
BACKTEST: dict[str, type[pl.DataType]] = {
    "kpi_id": pl.String,
    "place_code": pl.String,
    "period_year": pl.Int32,
    "months_known": pl.Int32,
    "forecast": pl.Float64,
    "forecast_low": pl.Float64,
    "forecast_high": pl.Float64,
    "interval_chance": pl.Float64,
    "actual": pl.Float64,
    "previous_actual": pl.Float64,
    "rest_as_previous": pl.Float64,
}


def build_backtest(histories: tuple[History, ...]) -> pl.DataFrame:
    """Build one row per KPI, place, earlier year and month; shares may have gaps."""
    frames = [
        _test_year(history, year)
        for history in histories
        if history.reason_code is None
        for year in range(FEWEST_YEARS, history.n_earlier_years)
    ]
    return pl.concat([pl.DataFrame(schema=BACKTEST), *frames])


def _test_year(history: History, year: int) -> pl.DataFrame:
    outlook = fit_outlook(history, year)
    if outlook is None:
        return pl.DataFrame(schema=BACKTEST)
    at, months = outlook.at, range(1, MONTHS)
    ending = build_joint(
        [build_ending(outlook, float(month), n_draws=N_DRAWS) for month in months]
    )
    interval = find_interval(ending)
    return (
        pl.DataFrame(
            {
                "place_code": [history.places[place] for place in at] * len(months),
                "months_known": np.repeat(np.array(months, dtype=np.int32), at.size),
                "forecast": ending.find_quantile(MIDDLE),
                "forecast_low": interval.low,
                "forecast_high": interval.high,
                "interval_chance": interval.chance,
                "actual": np.tile(_find_figure(history, at, year, MONTHS), len(months)),
                "previous_actual": np.tile(
                    _find_figure(history, at, year - 1, MONTHS), len(months)
                ),
                "rest_as_previous": np.concatenate(
                    [_find_figure(history, at, year, month) for month in months]
                ),
            }
        )
        .with_columns(
            pl.selectors.float().fill_nan(None),
            kpi_id=pl.lit(history.kpi_id),
            period_year=pl.lit(history.first_year + year, pl.Int32),
        )
        # Where nothing came, there is no share to have forecast.
        .filter(pl.col("actual").is_not_null())
        .select(*BACKTEST)
    )


def _find_figure(
    history: History, at: NDArray[np.int_], year: int, months: int
) -> Numbers:
    """Return a year's figure, its later months taken from the year before."""

    def add(cube: Numbers) -> Numbers:
        rest = cube[at, year - 1, months:].sum(axis=1) if months < MONTHS else 0
        return cube[at, year, :months].sum(axis=1) + rest

    done = add(history.numerators)
    if history.denominators is None:
        return done
    of = add(history.denominators)
    return 100 * done / np.where(of > 0, of, np.nan)
