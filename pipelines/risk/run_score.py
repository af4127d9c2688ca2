"""Rank the suppliers of one build.

marts.fct_supplier_features + seeds
    -> [cohort] -> [score] -> [draws] -> [explain] -> [write_run] -> models/<run>/
"""

from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import polars as pl

from pipelines.errors import ScoreError
from pipelines.risk.cohort import Cohort, load_cohort
from pipelines.risk.design import build_scale
from pipelines.risk.draws import find_band, score_share_in_top
from pipelines.risk.explain import (
    build_contributions,
    build_explanation,
    build_reasons,
)
from pipelines.risk.rule import Rule, load_rule
from pipelines.risk.score import score_cohort
from pipelines.risk.write_run import ModelRun, write_run
from pipelines.settings import Settings

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


def run_score(
    warehouse: Path, settings: Settings, *, as_of: date | None = None
) -> Path:
    """Rank the suppliers of a finished build and keep the run.

    Args:
        warehouse: A build whose features are done. It is only read.
        settings: Where model runs are kept.
        as_of: The day that the features must have been built for, when it matters.

    Returns:
        The folder of the model run; its name is the model run id.

    Raises:
        ScoreError: The features are missing, of another day, or do not fit the rule.
    """
    with duckdb.connect(str(warehouse), read_only=True) as con:
        rule = load_rule(con)
        cohort = load_cohort(con, rule)
    if as_of not in {None, cohort.as_of_on}:
        raise ScoreError(
            f"The features are of {cohort.as_of_on}, not of {as_of}. Build them for "
            f"that day first: `malbild build --as-of {as_of}`."
        )
    return write_run(build_run(cohort, rule), settings.models_dir)


def build_run(cohort: Cohort, rule: Rule) -> ModelRun:
    """Score, rank and explain a cohort.

    Returns:
        A run whose tables are empty, but have all their columns, when no supplier may
        be chosen.
    """
    if not cohort.is_eligible.any():
        return ModelRun(
            cohort=cohort,
            rule=rule,
            scales=tuple(build_scale(np.empty(0), w) for w in rule.weights),
            scores=pl.DataFrame(schema=SCORES),
            contributions=pl.DataFrame(schema=CONTRIBUTIONS),
        )
    scores = score_cohort(cohort, rule)
    explanation = build_explanation(cohort, scores, rule)
    share = pl.Series(score_share_in_top(cohort, scores, rule)).fill_nan(None)
    table = cohort.rows.with_columns(
        as_of_on=pl.lit(cohort.as_of_on),
        stage_code=pl.lit(rule.stage_code),
        linear_score=pl.Series(scores.linear),
        typical_linear_score=pl.Series(explanation.typical_linear),
        probability=pl.Series(scores.probability),
        value_score=pl.Series(scores.value),
        share_in_top=share,
        n_missing_features=pl.Series(np.isnan(cohort.figures).sum(axis=0)),
    )
    table = pl.concat(
        [
            table.with_columns(band_code=find_band("share_in_top")),
            build_reasons(explanation),
        ],
        how="horizontal",
    )
    return ModelRun(
        cohort=cohort,
        rule=rule,
        scales=scores.scales,
        scores=table.select(column for column in SCORES if column in table.columns),
        contributions=build_contributions(cohort, explanation),
    )
