"""Score suppliers by a model: linear score, probability, value of a visit.

    figures -> [design] -> x -> Σ weight · x -> probability -> value

What is unknown stands at the average of all eligible suppliers and is counted; it is
never zero and never a guess. Sums run feature by feature in a fixed order, so that the
same data give the same bits whatever the number of threads.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.risk.cohort import Cohort
from pipelines.risk.design import Design, Scale, build_columns, build_design
from pipelines.risk.rule import Rule
from pipelines.risk.train import (
    Trained,
    build_prior,
    score_linear,
    score_probability,
)


@dataclass(frozen=True)
class Scores:
    """Arrays with one element per row of the cohort, and the model that gave them.

    `x` is columns × rows: standardised figures, 0 where unknown, the rule's features
    first. `linear` is log-odds, `stake` severity · exposure, and `value`
    probability · stake.
    """

    trained: Trained
    x: NDArray[np.float64]
    linear: NDArray[np.float64]
    probability: NDArray[np.float64]
    stake: NDArray[np.float64]
    value: NDArray[np.float64]

    @property
    def scales(self) -> tuple[Scale, ...]:
        """The scales of the rule's features, in their order."""
        design = self.trained.design
        return tuple(
            column.scale for column in design.columns[: len(design.figure_codes)]
        )


def score_cohort(cohort: Cohort, rule: Rule, trained: Trained | None = None) -> Scores:
    """Score every row of a cohort that has at least one eligible row.

    Args:
        cohort: Who is scored.
        rule: The features and what experts think of them.
        trained: A model on the cohort's own scales. None is the experts' rule.

    Not:
        The probability does not depend on spend, size or region.
    """
    trained = trained or build_prior(build_cohort_design(cohort, rule))
    x = build_columns(cohort.rows["category_code"], cohort.figures, trained.design)
    linear = score_linear(x, trained)
    probability = score_probability(linear, trained)
    stake = score_stake(cohort)
    return Scores(
        trained=trained,
        x=x,
        linear=linear,
        probability=probability,
        stake=stake,
        value=probability * stake,
    )


def score_stake(cohort: Cohort) -> NDArray[np.float64]:
    """Score what is at stake in each row: how grave the harm, how much is bought."""
    return (cohort.rows["severity_score"] * cohort.rows["exposure_score"]).to_numpy()


def build_cohort_design(
    cohort: Cohort, rule: Rule, *, more_categories: Iterable[str] = ()
) -> Design:
    """Build the columns on a cohort's scales; audits may add categories."""
    return build_design(
        cohort.figures,
        cohort.is_eligible,
        rule,
        categories=[*cohort.rows["category_code"].unique(), *more_categories],
    )
