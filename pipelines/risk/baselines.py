"""The rules of thumb that a model must beat, as one figure per supplier and category.

The higher, the earlier on the list. Each uses only what was known on the day.
"""

from collections.abc import Callable
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.risk.cohort import Cohort
from pipelines.risk.labels import COMPLAINT

Figures = NDArray[np.float64]

#: Above every figure of years, which are capped at six.
NEVER_AUDITED_YEARS = 99.0
SPEND_UNIT_SEK = 100_000
RANDOM = "random"


def score_baselines(
    cohort: Cohort, codes: list[str], labels: pl.DataFrame
) -> dict[str, Figures]:
    """Score every row of a cohort by each rule of thumb.

    Args:
        cohort: The suppliers of the day.
        codes: Features in the order of the cohort's figures.
        labels: One row per audit, whenever it was; only earlier visits are used.

    Returns:
        Figures by baseline. `random` is the same for all: every order is as likely.
    """
    rules: dict[str, Callable[[], Figures]] = {
        RANDOM: lambda: np.zeros(cohort.rows.height),
        "largest_spend": lambda: _fill(_find(cohort, "annual_value_sek"), -1.0),
        "country_category_spend": lambda: score_country_category_spend(
            _find_feature(cohort, codes, "country_risk"),
            _find_feature(cohort, codes, "category_risk"),
            _find(cohort, "annual_value_sek"),
        ),
        "time_since_audit": lambda: _score_time_since(cohort, codes),
        "last_plan": lambda: _score_last_plan(cohort, labels),
    }
    return {code: rule() for code, rule in rules.items()}


def score_country_category_spend(
    country: Figures, category: Figures, value_sek: Figures
) -> Figures:
    """Score by where, what and how much, as regions did before; NaN is unknown."""
    spend = np.log1p(np.maximum(value_sek, 0) / SPEND_UNIT_SEK)
    # What is unknown stands in the middle: no data is no reason to be first or last.
    return np.round(_fill_mean(country) * _fill_mean(category) * _fill_mean(spend), 6)


def _score_time_since(cohort: Cohort, codes: list[str]) -> Figures:
    years = _find_feature(cohort, codes, "years_since_last_audit")
    return np.round(_fill(years, NEVER_AUDITED_YEARS), 3)


def _score_last_plan(cohort: Cohort, labels: pl.DataFrame) -> Figures:
    """Visit again whom a plan visited in the twelve months before."""
    visited = labels.filter(
        pl.col("visited_on") < cohort.as_of_on,
        pl.col("visited_on") >= _find_year_before(cohort.as_of_on),
        pl.col("is_re_audit").not_().fill_null(value=True),
        pl.col("trigger_code").ne_missing(COMPLAINT),
    )["supplier_id"].unique()
    is_visited = cohort.rows["supplier_id"].is_in(visited.implode())
    return is_visited.to_numpy().astype(float)


def _find_year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28))


def _find(cohort: Cohort, column: str) -> Figures:
    if column not in cohort.rows.columns:
        return np.full(cohort.rows.height, np.nan)
    return cohort.rows[column].cast(pl.Float64).fill_null(np.nan).to_numpy()


def _find_feature(cohort: Cohort, codes: list[str], code: str) -> Figures:
    if code not in codes:
        return np.full(cohort.rows.height, np.nan)
    return cohort.figures[codes.index(code)]


def _fill(figures: Figures, filler: float) -> Figures:
    return np.where(np.isnan(figures), filler, figures)


def _fill_mean(figures: Figures) -> Figures:
    known = figures[~np.isnan(figures)]
    return _fill(figures, float(np.mean(known)) if known.size else 1.0)
