"""Made-up months whose true way of coming about is known."""

import numpy as np
import polars as pl

from pipelines.forecast.figures import History
from pipelines.forecast.outlook import MIDDLE, build_ending, find_interval, fit_outlook

SEASON = np.array([1, 2, 2, 3, 2, 1, 0.2, 0.8, 2, 3, 2, 1])
SEASON = SEASON / SEASON.sum()
N_YEARS = 8


def make_counts(
    random: np.random.Generator,
    *,
    mean: float,
    n_places: int = 1,
    year_size: float = 1e6,
    clump: float = 1.0,
    growth: float = 1.0,
) -> np.ndarray:
    """Places × years × months. Years differ as gamma, things come in clumps."""
    year = mean * growth ** np.arange(N_YEARS)
    year = year * random.gamma(year_size, 1 / year_size, (n_places, N_YEARS))
    months = year[:, :, None] * SEASON
    if clump == 1.0:
        return random.poisson(months).astype(float)
    return random.negative_binomial(months / (clump - 1), 1 / clump).astype(float)


def make_history(
    months: np.ndarray, of: np.ndarray | None = None, first: str = "SE"
) -> History:
    """One KPI with these months; the first place is the nation, the rest regions."""
    places = (first, *(f"{one:02}" for one in range(1, months.shape[0])))
    return History(
        kpi_id="KPI-1",
        places=places,
        first_year=2018,
        numerators=months,
        denominators=of,
        has_figures=np.ones(months.shape[:2], dtype=bool),
    )


def make_frame(months: np.ndarray, **changed: object) -> pl.DataFrame:
    """The rows that the marts would hold for the nation: months and their years."""
    rows = [
        {
            "kpi_id": "KPI-1",
            "unit_code": "count",
            "period_kind_code": kind,
            "place_code": "SE",
            "period_year": 2018 + year,
            "period_month": month + 1,
            "numerator": float(counted),
            "denominator": None,
        }
        for year, one_year in enumerate(months)
        for kind, counts in (("month", one_year), ("year", [one_year.sum()]))
        for month, counted in enumerate(counts)
        if counted
    ]
    return pl.DataFrame(
        [row | changed for row in rows],
        schema_overrides={"denominator": pl.Float64},
    )


def forecast(history: History, months_known: float, year: int = N_YEARS - 1):
    """Low, median and high of every place, and the ending they come from."""
    outlook = fit_outlook(history, year)
    assert outlook is not None
    ending = build_ending(outlook, months_known, n_draws=1000)
    interval = find_interval(ending)
    return interval.low, ending.find_quantile(MIDDLE), interval.high, ending
