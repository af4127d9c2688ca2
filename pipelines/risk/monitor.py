"""What every load is watched for: gaps, drift, late reports, a list turned over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.risk.cohort import Cohort
from pipelines.risk.history import History
from pipelines.risk.rule import Rule
from pipelines.risk.run_tables import MONITORING

Row = tuple[str, str, float | None, float | None, bool]

MOST_MISSING_RISE = 0.10
#: Population stability index; above it two populations are commonly called different.
MOST_SHIFT = 0.25
MOST_WITHOUT_FIGURE = 0.05
MOST_DELAY_DAYS = 180.0
MOST_OVERDUE = 0.05
MOST_CHURN = 0.40
OVERDUE_DAYS = 180
N_BINS = 10
ALL = "all"
WITHOUT_REASON = "without_data_reason"


@dataclass(frozen=True)
class Lists:
    """Who is on the list now, and who would be by the weights published before.

    `by_weights_before` is None when there is nothing to compare with, or when another
    kind of model is published for a reason that has been told. `before` is the list
    that was published.
    """

    now: Sequence[str]
    by_weights_before: Sequence[str] | None = None
    before: Sequence[str] | None = None


def build_monitoring(
    history: History, rule: Rule, lists: Lists, *, n_groups_outside: int
) -> pl.DataFrame:
    """Run every check of a load.

    Returns:
        As MONITORING. Shifts are measured from the newest window that counts.
    """
    rows = [
        *_check_shifts(history, rule),
        *_check_strangers(history),
        _check_countries(history.today, rule),
        *_check_reports(history),
        *_check_churn(lists),
        _row("groups_outside", ALL, float(n_groups_outside), 0.0),
    ]
    return pl.DataFrame(rows, schema=MONITORING, orient="row")


def score_shift(before: NDArray[np.float64], now: NDArray[np.float64]) -> float | None:
    """Score how far a feature's spread has moved (population stability index).

    Args:
        before: Figures of then, NaN where unknown; the unknown are left out.
        now: Figures of now.
    """
    before, now = before[~np.isnan(before)], now[~np.isnan(now)]
    if not before.size or not now.size:
        return None
    edges = np.unique(np.quantile(before, np.linspace(0, 1, N_BINS + 1)[1:-1]))
    # Half a supplier in an empty bin: a logarithm of nothing would be without end.
    shares = [
        (np.bincount(np.searchsorted(edges, part), minlength=edges.size + 1) + 0.5)
        / (part.size + 0.5 * (edges.size + 1))
        for part in (before, now)
    ]
    return float(((shares[1] - shares[0]) * np.log(shares[1] / shares[0])).sum())


def _check_shifts(history: History, rule: Rule) -> list[Row]:
    if not history.earlier:
        return []
    before = history.earlier[max(history.earlier)]
    rows = []
    for number, code in enumerate(rule.feature_codes):
        then = before.figures[number][before.is_eligible]
        now = history.today.figures[number][history.today.is_eligible]
        if then.size and now.size:
            rise = float(np.isnan(now).mean() - np.isnan(then).mean())
            rows.append(_row("missing_share_rise", code, rise, MOST_MISSING_RISE))
        rows.append(_row("population_shift", code, score_shift(then, now), MOST_SHIFT))
    return rows


def _check_strangers(history: History) -> list[Row]:
    """Find categories that no audit has been made in: their level is a guess."""
    rows = history.today.rows.filter("is_eligible")
    audited = history.labels.filter(pl.col("has_major_finding").is_not_null())
    known = audited["category_code"].unique().to_list()
    strangers = (
        rows.filter(~pl.col("category_code").is_in(known))
        .group_by("category_code")
        .len()
        .sort("category_code")
    )
    found = [
        _row("unseen_category", str(code), float(n), 0.0)
        for code, n in strangers.iter_rows()
    ]
    return found or [_row("unseen_category", ALL, 0.0, 0.0)]


def _check_countries(today: Cohort, rule: Rule) -> Row:
    codes = rule.feature_codes
    if not {"country_risk", "country_not_declared"} <= set(codes):
        return _row("countries_without_figure", ALL, None, MOST_WITHOUT_FIGURE)
    risk = today.figures[codes.index("country_risk")][today.is_eligible]
    absent = today.figures[codes.index("country_not_declared")][today.is_eligible]
    declared = absent == 0
    measured = float(np.isnan(risk[declared]).mean()) if declared.any() else None
    return _row("countries_without_figure", ALL, measured, MOST_WITHOUT_FIGURE)


def _check_reports(history: History) -> list[Row]:
    today = history.today.as_of_on
    year_ago = today - timedelta(days=365)
    newly_known = history.labels.filter(
        pl.col("known_on") > year_ago, pl.col("known_on") <= today
    )
    days = (newly_known["known_on"] - newly_known["visited_on"]).dt.total_days()
    delay = days.median()
    due = history.labels.filter(
        pl.col("visited_on") > year_ago - timedelta(days=OVERDUE_DAYS),
        pl.col("visited_on") <= today - timedelta(days=OVERDUE_DAYS),
    )
    late = due["has_major_finding"].null_count() / due.height if due.height else None
    return [
        _row(
            "label_delay_days",
            ALL,
            delay if isinstance(delay, int | float) else None,
            MOST_DELAY_DAYS,
        ),
        _row("reports_overdue_share", ALL, late, MOST_OVERDUE),
    ]


def _check_churn(lists: Lists) -> list[Row]:
    return [
        # New names because the facts changed are what a list is for: told, not judged.
        _row("list_churn", ALL, _find_new(lists.now, lists.before), None),
        _row(
            "list_churn",
            WITHOUT_REASON,
            _find_new(lists.now, lists.by_weights_before),
            MOST_CHURN,
        ),
    ]


def _find_new(now: Sequence[str], before: Sequence[str] | None) -> float | None:
    if before is None or not now:
        return None
    return len(set(now) - set(before)) / len(now)


def _row(
    check_code: str, subject: str, measured: float | None, limit: float | None
) -> Row:
    is_ok = measured is None or limit is None or measured <= limit
    rounded = None if measured is None else round(float(measured), 9)
    return check_code, subject, rounded, limit, is_ok
