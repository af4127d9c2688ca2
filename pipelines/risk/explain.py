"""Explain each score against the typical supplier of the category.

Contributions sum to the score minus that of the typical supplier. 20 points double the
odds.
"""

import math
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.risk.cohort import KEYS, Cohort
from pipelines.risk.rule import Rule
from pipelines.risk.score import Scores

POINTS_PER_LOG_ODDS = 20 / math.log(2)

#: Less than half a point would be shown as nothing, and is no reason.
SMALLEST_REASON = 0.5
REASONS_UP = 3


@dataclass(frozen=True)
class Explanation:
    """Why each row of the cohort stands where it does.

    `contributions` is features × rows in log-odds. `typical_linear` is the score of
    the typical supplier in the row's category. `is_missing` tells what was unknown.
    """

    feature_codes: list[str]
    contributions: NDArray[np.float64]
    typical_linear: NDArray[np.float64]
    is_missing: NDArray[np.bool_]


def build_explanation(cohort: Cohort, scores: Scores, rule: Rule) -> Explanation:
    """Explain every score of a cohort, one feature at a time.

    A feature's flag for the unknown, and the columns of the category effect, are part
    of the feature they belong to.
    """
    codes = rule.feature_codes
    if rule.category_effect:
        codes = [*codes, rule.category_effect.feature_code]
    trained = scores.trained
    typical = _find_typical(cohort, scores)
    contributions = np.zeros((len(codes), cohort.rows.height))
    typical_linear = np.full(cohort.rows.height, trained.intercept)
    for column, weight, x, usual in zip(
        trained.design.columns, trained.weights, scores.x, typical, strict=True
    ):
        contributions[codes.index(column.feature_code)] += weight * (x - usual)
        typical_linear += weight * usual
    is_missing = np.zeros(contributions.shape, np.bool_)
    is_missing[: len(rule.weights)] = np.isnan(cohort.figures)
    return Explanation(
        feature_codes=codes,
        contributions=contributions,
        typical_linear=typical_linear,
        is_missing=is_missing,
    )


def build_reasons(explanation: Explanation) -> pl.DataFrame:
    """Pick the reasons to show: three up and one down.

    Returns:
        Per row of the cohort reason_up_1..3 and reason_down_1 (feature codes) with
        points_up_1..3 and points_down_1; null where there is no such reason. What is
        unknown is never given as a reason.
    """
    points = np.where(
        explanation.is_missing, 0.0, explanation.contributions * POINTS_PER_LOG_ODDS
    )
    columns: list[pl.Series] = []
    for rank in range(1, REASONS_UP + 1):
        columns += _take_largest(points, explanation.feature_codes, f"up_{rank}")
    columns += _take_largest(-points, explanation.feature_codes, "down_1", sign=-1)
    return pl.DataFrame(columns)


def build_contributions(cohort: Cohort, explanation: Explanation) -> pl.DataFrame:
    """List the contributions that are not zero.

    Returns:
        One row per supplier, category and feature: contribution in log-odds, points,
        and is_missing where the feature stands at the average because it is unknown.
    """
    pieces = []
    for number, code in enumerate(explanation.feature_codes):
        contribution = pl.Series("contribution", explanation.contributions[number])
        pieces.append(
            cohort.rows.select(KEYS)
            .with_columns(
                feature_code=pl.lit(code),
                contribution=contribution,
                points=(contribution * POINTS_PER_LOG_ODDS).round(6),
                is_missing=pl.Series(explanation.is_missing[number]),
            )
            .filter(pl.col("contribution") != 0)
        )
    return pl.concat(pieces)


def _find_typical(cohort: Cohort, scores: Scores) -> NDArray[np.float64]:
    # The middle supplier, not the average one: where one in ten is late, the typical
    # supplier is in time, and being in time is nothing to explain.
    names = scores.trained.design.names
    frame = cohort.rows.select("category_code", "is_eligible").with_columns(
        pl.Series(name, column) for name, column in zip(names, scores.x, strict=True)
    )
    eligible = frame.filter("is_eligible")
    by_category = eligible.group_by("category_code").agg(pl.col(names).median())
    overall = eligible.select(pl.col(names).median()).row(0, named=True)
    return (
        frame.select("category_code")
        .join(by_category, on="category_code", how="left", maintain_order="left")
        # A category where nobody may be chosen is measured against everybody.
        .select(pl.col(name).fill_null(overall[name]) for name in names)
        .to_numpy(order="fortran")
        .T
    )


def _take_largest(
    points: NDArray[np.float64], codes: list[str], name: str, *, sign: int = 1
) -> list[pl.Series]:
    """Take the largest of each row out of `points`, in place."""
    rows = np.arange(points.shape[1])
    largest = points.argmax(axis=0)
    taken = points[largest, rows]
    points[largest, rows] = 0.0
    reason = pl.Series(f"reason_{name}", codes).gather(largest)
    shown = pl.Series(f"points_{name}", np.round(sign * taken, 6))
    found = pl.Series(taken >= SMALLEST_REASON)
    return [
        reason.zip_with(found, pl.Series([None], dtype=pl.String)),
        shown.zip_with(found, pl.Series([None], dtype=pl.Float64)),
    ]
