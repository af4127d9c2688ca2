"""Every order that a window tries: the models fitted to what was known, and the rules.

what was known on the day -> [fit] -> anchored, ridge, boosting
                          -> experts_prior and the baselines, which learn nothing
"""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.risk.baselines import score_baselines
from pipelines.risk.challengers import fit_boosting, fit_ridge
from pipelines.risk.cohort import Cohort
from pipelines.risk.design import Design, build_columns
from pipelines.risk.find_mode import THREADS
from pipelines.risk.history import History
from pipelines.risk.labels import find_known
from pipelines.risk.rule import Rule
from pipelines.risk.score import build_cohort_design
from pipelines.risk.stages import PRIOR, find_stage
from pipelines.risk.train import (
    Trained,
    build_prior,
    fit_model,
    score_linear,
    score_probability,
)

Numbers = NDArray[np.float64]

ANCHORED, EXPERTS = "anchored", "experts_prior"
RIDGE, BOOSTING = "ridge", "boosting"


@dataclass(frozen=True)
class Known:
    """What a ranking of a day may learn from: `x` is columns × audits."""

    cohort: Cohort
    design: Design
    stage_code: str
    labels: pl.DataFrame
    x: Numbers
    has_major: NDArray[np.int64]

    def find_part(self, rows: NDArray[np.intp]) -> "Known":
        """Take some of the audits, in this order, some perhaps twice."""
        return replace(
            self,
            labels=self.labels[rows],
            x=np.ascontiguousarray(self.x[:, rows]),
            has_major=self.has_major[rows],
        )


@dataclass(frozen=True)
class Contenders:
    """`scores` order the cohort's rows, `probabilities` are of those who give one.

    `x` is columns × rows, `trained` the anchored model.
    """

    x: Numbers
    trained: Trained
    scores: dict[str, Numbers]
    probabilities: dict[str, Numbers]


def build_known(history: History, cohort: Cohort, rule: Rule) -> Known:
    """Find what was known on a cohort's day, measured on the cohort's scales."""
    numbered = history.labels.with_row_index("row")
    known = find_known(numbered, as_of=cohort.as_of_on)
    rows = known["row"].to_numpy().astype(np.intp)
    design = build_cohort_design(
        cohort, rule, more_categories=known["category_code"].unique()
    )
    has_major = known["has_major_finding"].to_numpy().astype(np.int64)
    return Known(
        cohort=cohort,
        design=design,
        stage_code=find_stage(has_major.size, int(has_major.sum())),
        labels=known.drop("row"),
        x=build_columns(known["category_code"], history.figures[:, rows], design),
        has_major=has_major,
    )


def fit_anchored(known: Known, *, prior_width: float = 1.0) -> Trained:
    """Fit the anchored model, which is the experts' rule while audits are too few."""
    return fit_model(
        known.x,
        known.has_major,
        known.labels,
        known.design,
        stage=known.stage_code,
        prior_width=prior_width,
    )


def score_contenders(
    known: Known, history: History, rule: Rule, *, prior_width: float
) -> Contenders:
    """Score a cohort by every model and rule of thumb."""
    cohort = known.cohort
    x = build_columns(cohort.rows["category_code"], cohort.figures, known.design)
    trained = fit_anchored(known, prior_width=prior_width)
    scores: dict[str, Numbers] = {}
    probabilities: dict[str, Numbers] = {}
    for code, model in ((ANCHORED, trained), (EXPERTS, build_prior(known.design))):
        scores[code] = score_linear(x, model)
        probabilities[code] = score_probability(scores[code], model)
    for code in (RIDGE, BOOSTING):
        probabilities[code] = score_challenger(code, known, x, seed=rule.seed)
        scores[code] = probabilities[code]
    scores |= score_baselines(cohort, rule.feature_codes, history.labels)
    return Contenders(x=x, trained=trained, scores=scores, probabilities=probabilities)


def score_challenger(code: str, known: Known, x: Numbers, *, seed: int) -> Numbers:
    """Score by a model without experts; with too few audits everyone gets one rate."""
    if known.stage_code == PRIOR:
        rate = (known.has_major.sum() + 1) / (known.has_major.size + 2)
        return np.full(x.shape[1], float(rate))
    rows = np.ascontiguousarray(known.x.T)
    model = (
        fit_ridge(rows, known.has_major)
        if code == RIDGE
        else fit_boosting(
            rows, known.has_major, expected_sign=known.design.signs, seed=seed
        )
    )
    # Trees are quick; threads waiting for each other on a busy machine are not.
    with THREADS.limit(limits=1):
        chance = model.predict_proba(np.ascontiguousarray(x.T))[:, 1]
    return np.round(chance, 12)
