"""Would other audits have given another list? Fit again to audits drawn anew.

A list that half changes when other audits were made explains nothing to anybody.
"""

from collections.abc import Callable
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.risk.contenders import (
    ANCHORED,
    BOOSTING,
    EXPERTS,
    RIDGE,
    Known,
    fit_anchored,
    score_challenger,
)
from pipelines.risk.design import build_columns
from pipelines.risk.lists import find_top, score_overlap
from pipelines.risk.rule import Rule
from pipelines.risk.score import score_stake
from pipelines.risk.stages import PRIOR
from pipelines.risk.train import score_linear, score_probability

Numbers = NDArray[np.float64]
OVERLAPS = {
    "as_of_on": pl.Date,
    "model_code": pl.String,
    "metric_code": pl.String,
    "measured": pl.Float64,
}
N_REFITS = 5
#: With so many audits a refit takes seconds, and lists hardly differ.
MANY_LABELS, N_REFITS_OF_MANY = 5000, 2


def score_refit_overlaps(known_on: dict[date, Known], rule: Rule) -> pl.DataFrame:
    """Score what share of the list a refit keeps, on average.

    Audits are drawn with replacement, whole corporate groups at a time. The experts'
    rule learns nothing and keeps its list.

    Returns:
        One row per day and model.
    """
    rows = [
        {"as_of_on": day, "model_code": code, "measured": overlap}
        for day, known in known_on.items()
        for code, overlap in _score_day(known, rule).items()
    ]
    table = pl.DataFrame(rows, schema={**OVERLAPS, "metric_code": pl.String})
    return table.with_columns(metric_code=pl.lit("refit_overlap")).select(
        list(OVERLAPS)
    )


def _score_day(known: Known, rule: Rule) -> dict[str, float | None]:
    cohort = known.cohort
    x = build_columns(cohort.rows["category_code"], cohort.figures, known.design)
    stake = score_stake(cohort)
    overlaps: dict[str, float | None] = {EXPERTS: 1.0}
    for code in (ANCHORED, RIDGE, BOOSTING):
        score = _find_scorer(code, x, rule)
        first = find_top(cohort, score(known) * stake, rule.plan_size)
        found = [
            score_overlap(first, find_top(cohort, score(part) * stake, rule.plan_size))
            for part in _draw_parts(known, seed=rule.seed)
        ]
        kept = [one for one in found if one is not None]
        overlaps[code] = float(np.mean(kept)) if kept else None
    return overlaps


def _find_scorer(code: str, x: Numbers, rule: Rule) -> Callable[[Known], Numbers]:
    if code != ANCHORED:
        return lambda known: score_challenger(code, known, x, seed=rule.seed)

    def score(known: Known) -> Numbers:
        trained = fit_anchored(known)
        return score_probability(score_linear(x, trained), trained)

    return score


def _draw_parts(known: Known, *, seed: int) -> list[Known]:
    if known.stage_code == PRIOR:
        return [known]
    groups = known.labels.select(pl.coalesce("corporate_group_id", "supplier_id"))
    number = groups.to_series().rank("dense").to_numpy().astype(np.intp) - 1
    order = np.argsort(number, kind="stable")
    starts = np.searchsorted(number[order], np.arange(number.max() + 2))
    rng = np.random.default_rng(seed)
    parts = []
    n_refits = N_REFITS if number.size < MANY_LABELS else N_REFITS_OF_MANY
    for _ in range(n_refits):
        drawn = rng.integers(0, number.max() + 1, number.max() + 1)
        rows = np.concatenate([order[starts[one] : starts[one + 1]] for one in drawn])
        part = known.find_part(rows)
        # A draw may by chance hold one outcome alone, from which nothing can be fitted.
        if 0 < part.has_major.sum() < part.has_major.size:
            parts.append(part)
    return parts
