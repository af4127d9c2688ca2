"""Score suppliers by a rule: linear score, probability, value of a visit.

    figures -> [standardise] -> x -> Σ weight · x -> probability -> value

What is unknown stands at the average of all eligible suppliers and is counted; it is
never zero and never a guess. Sums run feature by feature in a fixed order, so that the
same data give the same bits whatever the number of threads.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.risk.cohort import Cohort
from pipelines.risk.rule import Rule, Weight


@dataclass(frozen=True)
class Scale:
    """What one feature is measured from and counted in, in its own unit."""

    centre: float
    spread: float


@dataclass(frozen=True)
class Scores:
    """Arrays with one element per row of the cohort.

    `x` is features × rows: standardised figures, 0 where unknown. `linear` is
    log-odds, `stake` severity · exposure, and `value` probability · stake.
    """

    x: NDArray[np.float64]
    scales: tuple[Scale, ...]
    linear: NDArray[np.float64]
    probability: NDArray[np.float64]
    stake: NDArray[np.float64]
    value: NDArray[np.float64]


def score_cohort(cohort: Cohort, rule: Rule) -> Scores:
    """Score every row of a cohort that has at least one eligible row.

    Not:
        The probability does not depend on spend, size or region.
    """
    scales = tuple(
        build_scale(figures[cohort.is_eligible], weight)
        for figures, weight in zip(cohort.figures, rule.weights, strict=True)
    )
    x = build_standardised(cohort.figures, scales)
    linear = np.full(cohort.rows.height, rule.intercept.prior_mean)
    for weight, feature in zip(rule.weights, x, strict=True):
        linear += weight.prior_mean * feature
    probability = score_probability(linear)
    stake = (cohort.rows["severity_score"] * cohort.rows["exposure_score"]).to_numpy()
    return Scores(
        x=x,
        scales=scales,
        linear=linear,
        probability=probability,
        stake=stake,
        value=probability * stake,
    )


def build_scale(figures: NDArray[np.float64], weight: Weight) -> Scale:
    """Build the scale of one feature from the figures of all eligible rows.

    A feature counted per unit keeps its unit but is still measured from the average.
    """
    known = figures[~np.isnan(figures)]
    if not known.size:
        return Scale(centre=0.0, spread=weight.smallest_sd)
    centre = float(np.mean(known))
    if weight.scale_code == "per_unit":
        return Scale(centre=centre, spread=1.0)
    return Scale(centre=centre, spread=max(float(np.std(known)), weight.smallest_sd))


def build_standardised(
    figures: NDArray[np.float64], scales: tuple[Scale, ...]
) -> NDArray[np.float64]:
    """Return features × rows on their scales, 0 where unknown."""
    centre = np.array([[scale.centre] for scale in scales])
    spread = np.array([[scale.spread] for scale in scales])
    return np.nan_to_num((figures - centre) / spread, nan=0.0)


def score_probability(linear: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn log-odds into a probability from 0 to 1."""
    return np.round(1.0 / (1.0 + np.exp(-linear)), 12)
