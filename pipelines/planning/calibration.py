"""How the published list did on earlier years, beside what a plan expects of it."""

from pathlib import Path
from typing import Any

import polars as pl

from pipelines.risk.gate import SLOPES
from pipelines.risk.write_run import read_run

POOLED, SLOPE = "pooled", "calibration_slope"


def load_calibration(run_folder: Path) -> dict[str, Any] | None:
    """Load the pooled calibration of the model that the build shows.

    Returns:
        The slope that 1 would be right for, with its interval; whether it lies within
        the gate's limits; of how many audits; and how many of those that the list
        would have chosen had a major finding. None when no earlier year could be
        tried.

    Raises:
        ScoreError: The run is missing or not the one that was written.
    """
    config = read_run(run_folder)
    found = pl.read_parquet(run_folder / "evaluation.parquet").filter(
        pl.col("window_code") == POOLED,
        pl.col("model_code") == config["model_published_code"],
        pl.col("metric_code") == SLOPE,
        pl.col("measured").is_not_null(),
    )
    if found.is_empty():
        return None
    row = found.row(0, named=True)
    lowest, highest = SLOPES
    return {
        "slope": row["measured"],
        "slope_low": row["low"],
        "slope_high": row["high"],
        "is_within_limits": lowest <= row["measured"] <= highest,
        "n_audits": row["n_rows"],
        "n_chosen": row["n_chosen"],
        "n_hits": row["n_hits"],
    }
