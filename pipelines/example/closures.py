"""Close as many cases a year as the programme manages; the rest stay open.

cases + audits -> [closures] -> closing dates and reasons
"""

import numpy as np
import polars as pl

from pipelines.example.capacity import YearPlan
from pipelines.example.periods import (
    NO_DAY,
    Days,
    Flags,
    Indexes,
    draw_workdays,
    find_day,
    find_last_day,
)

SHORTEST_DAYS_TO_CLOSE = 20
DAYS_PER_DEVIATION = 18
CONTRACT_ENDED_SHARE = 0.08
NEVER = np.datetime64("2999-01-01", "D")


def draw_closures(
    rng: np.random.Generator,
    cases: pl.DataFrame,
    audits: pl.DataFrame,
    plans: tuple[YearPlan, ...],
) -> pl.DataFrame:
    """Close the cases that are ready, the lightest and oldest first.

    Args:
        rng: The stream of the closures.
        cases: In order of start; a row's place is the audits' `case_ix`.
        audits: With the number of findings per grade.
        plans: How many cases are closed each year.

    Returns:
        The cases with `closed_on` and `closure_reason_code`, null while open.
    """
    ready, n_deviations = _find_ready(cases, audits)
    delay = n_deviations * DAYS_PER_DEVIATION * rng.lognormal(0, 0.6, cases.height)
    key = ready + np.round(delay).astype("timedelta64[D]")
    closed = np.full(cases.height, NO_DAY)
    for plan in plans:
        rows = _find_next(ready, key, np.isnat(closed), plan)
        first = np.maximum(ready[rows], find_day(plan.year, 1, 8))
        last = np.full(len(rows), find_last_day(plan.year))
        closed[rows] = draw_workdays(rng, first, last)
    reason = np.where(n_deviations > 0, "corrected", "no_deviations")
    is_ended = rng.random(cases.height) < CONTRACT_ENDED_SHARE
    is_closed = pl.Series(~np.isnat(closed))
    return cases.with_columns(
        closed_on=pl.Series(closed),
        closure_reason_code=pl.when(is_closed).then(
            pl.Series(np.where(is_ended, "contract_ended", reason))
        ),
    )


def _find_ready(cases: pl.DataFrame, audits: pl.DataFrame) -> tuple[Days, Indexes]:
    """Find when each case could be closed at the earliest, and what was found in it."""
    per_case = (
        cases.with_row_index("case_ix")
        .with_columns(pl.col("case_ix").cast(pl.Int64))
        .join(
            audits.group_by(pl.col("case_ix").cast(pl.Int64)).agg(
                reported_on=pl.col("report_approved_on").max(),
                is_waiting=pl.col("report_approved_on").is_null().any(),
                n_deviations=pl.sum_horizontal("n_severe", "n_major", "n_minor").sum(),
            ),
            on="case_ix",
            how="left",
            maintain_order="left",
        )
    )
    days = per_case.select(
        pl.when((pl.col("step") == "pending") | pl.col("is_waiting"))
        .then(None)
        .otherwise(pl.coalesce("reported_on", "ready_on"))
    ).to_series()
    ready = days.to_numpy() + SHORTEST_DAYS_TO_CLOSE
    n_deviations = per_case["n_deviations"].fill_null(0).to_numpy()
    return np.where(np.isnat(ready), NEVER, ready), n_deviations


def _find_next(ready: Days, key: Days, is_open: Flags, plan: YearPlan) -> Indexes:
    rows = np.flatnonzero(is_open & (ready <= find_last_day(plan.year)))
    return rows[np.argsort(key[rows], kind="stable")[: plan.n_closed]]
