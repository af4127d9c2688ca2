"""Rank a cohort by a trained model: score, draw, explain.

Cohort, Trained -> [score] -> [draws] -> [explain] -> scores, contributions
"""

import numpy as np
import polars as pl

from pipelines.risk.cohort import Cohort
from pipelines.risk.draws import find_band, score_draws
from pipelines.risk.explain import (
    build_contributions,
    build_explanation,
    build_reasons,
)
from pipelines.risk.rule import Rule
from pipelines.risk.score import score_cohort
from pipelines.risk.train import Trained

#: Columns of scores.parquet, in order.
SCORES: dict[str, pl.DataType] = {
    "supplier_id": pl.String(),
    "category_code": pl.String(),
    "as_of_on": pl.Date(),
    "stage_code": pl.String(),
    "is_eligible": pl.Boolean(),
    "linear_score": pl.Float64(),
    "typical_linear_score": pl.Float64(),
    "probability": pl.Float64(),
    "probability_sd": pl.Float64(),
    "severity_score": pl.Float64(),
    "exposure_score": pl.Float64(),
    "value_score": pl.Float64(),
    "share_in_top": pl.Float64(),
    "band_code": pl.String(),
    "n_missing_features": pl.Int64(),
    "reason_up_1": pl.String(),
    "points_up_1": pl.Float64(),
    "reason_up_2": pl.String(),
    "points_up_2": pl.Float64(),
    "reason_up_3": pl.String(),
    "points_up_3": pl.Float64(),
    "reason_down_1": pl.String(),
    "points_down_1": pl.Float64(),
    "model_run_id": pl.String(),
}

#: Columns of contributions.parquet, in order.
CONTRIBUTIONS: dict[str, pl.DataType] = {
    "supplier_id": pl.String(),
    "category_code": pl.String(),
    "feature_code": pl.String(),
    "contribution": pl.Float64(),
    "points": pl.Float64(),
    "is_missing": pl.Boolean(),
}


def build_ranking(
    cohort: Cohort, rule: Rule, trained: Trained, *, model_run_id: str
) -> dict[str, pl.DataFrame]:
    """Score, rank and explain a cohort.

    Returns:
        The tables `scores` and `contributions`; empty, but with all their columns,
        when no supplier may be chosen.
    """
    if not cohort.is_eligible.any():
        return {
            "scores": pl.DataFrame(schema=SCORES),
            "contributions": pl.DataFrame(schema=CONTRIBUTIONS),
        }
    scores = score_cohort(cohort, rule, trained)
    explanation = build_explanation(cohort, scores, rule)
    drawn = score_draws(cohort, scores, rule)
    table = cohort.rows.with_columns(
        as_of_on=pl.lit(cohort.as_of_on),
        stage_code=pl.lit(trained.stage_code),
        linear_score=pl.Series(scores.linear),
        typical_linear_score=pl.Series(explanation.typical_linear),
        probability=pl.Series(scores.probability),
        value_score=pl.Series(scores.value),
        probability_sd=pl.Series(drawn.probability_sd).fill_nan(None),
        share_in_top=pl.Series(drawn.share_in_top).fill_nan(None),
        n_missing_features=pl.Series(np.isnan(cohort.figures).sum(axis=0)),
        model_run_id=pl.lit(model_run_id),
    )
    table = pl.concat(
        [
            table.with_columns(band_code=find_band("share_in_top")),
            build_reasons(explanation),
        ],
        how="horizontal",
    )
    return {
        "scores": table.select(list(SCORES)),
        "contributions": build_contributions(cohort, explanation),
    }
