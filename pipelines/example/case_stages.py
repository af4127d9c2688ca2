"""Say how far each case has come."""

import numpy as np
import polars as pl

from pipelines.example.periods import DATA_DATE
from pipelines.example.registers import draw_known

BLANK_STAGE_SHARE = 0.03


def draw_stages(
    rng: np.random.Generator,
    cases: pl.DataFrame,
    requests: pl.DataFrame,
    audits: pl.DataFrame,
) -> pl.Series:
    """Find the stage of each case by its days; a few are left blank.

    Args:
        rng: The stream of the topic.
        cases: With `request_ix` and `closed_on`; a row's place is the `case_ix`.
        requests: With the days of the self-assessment.
        audits: With `case_ix` and the day its report was approved.
    """
    asked = requests[cases["request_ix"]]
    case_ix = pl.int_range(pl.len())
    visited = audits["case_ix"].unique().to_list()
    is_approved = audits["report_approved_on"].is_not_null()
    reported = audits.filter(is_approved)["case_ix"].unique().to_list()
    stages = cases.select(
        pl.when(pl.col("closed_on").is_not_null())
        .then(pl.lit("closed"))
        .when(case_ix.is_in(reported))
        .then(pl.lit("finding_handling"))
        .when(case_ix.is_in(visited) | asked["assessed_on"].is_not_null())
        .then(pl.lit("assessed"))
        .when(asked["answered_on"].is_not_null())
        .then(pl.lit("under_review"))
        .when(asked["due_on"] < DATA_DATE)
        .then(pl.lit("started"))
        .otherwise(pl.lit("not_started"))
    ).to_series()
    return draw_known(rng, stages, BLANK_STAGE_SHARE)
