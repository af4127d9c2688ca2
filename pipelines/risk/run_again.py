"""Make a kept run again from what it kept, and hold it against what it said then.

inputs, training, coefficients.json -> [fit], [ranking] -> the same bits, or an error
"""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from pipelines.errors import ScoreError
from pipelines.risk.coefficients import build_coefficients, read_coefficients
from pipelines.risk.cohort import build_cohort, build_figures
from pipelines.risk.contenders import ANCHORED, build_known, fit_anchored
from pipelines.risk.history import History
from pipelines.risk.labels import build_labels
from pipelines.risk.ranking import build_ranking
from pipelines.risk.rule import Rule, Weight
from pipelines.risk.write_run import read_models, read_run


def run_again(folder: Path) -> int:
    """Fit and rank again.

    Args:
        folder: A kept run, unharmed.

    Returns:
        The number of rows that were scored again, every bit the same.

    Raises:
        ScoreError: Something came out otherwise; names what. Then the code or one of
            the libraries is another than it was.
    """
    config, found = read_run(folder), read_models(folder)
    rule = read_rule(config["rule"])
    history = _read_history(folder, config, rule)
    differing = []
    kept = found["models"][ANCHORED]
    known = build_known(history, history.today, rule)
    fitted = replace(
        fit_anchored(known, prior_width=kept["prior_width"]),
        calibration=read_coefficients(kept).calibration,
    )
    if build_coefficients(fitted) != kept:
        differing.append("coefficients.json")
    tables = build_ranking(
        history.today,
        rule,
        read_coefficients(found["models"][found["published_code"]]),
        model_run_id=config["model_run_id"],
    )
    for name, table in tables.items():
        written = io.BytesIO()
        table.write_parquet(written)
        if written.getvalue() != (folder / f"{name}.parquet").read_bytes():
            differing.append(f"{name}.parquet")
    if differing:
        raise ScoreError(
            f"The run {folder.name} comes out otherwise now: {differing} differ. "
            "It was made with other code or libraries; its own files still hold."
        )
    return tables["scores"].height


def read_rule(found: dict[str, Any]) -> Rule:
    """Read a rule as `asdict` has written it."""
    effect = found["category_effect"]
    return replace(
        Rule(**found),
        intercept=Weight(**found["intercept"]),
        weights=tuple(Weight(**weight) for weight in found["weights"]),
        category_effect=Weight(**effect) if effect else None,
    )


def _read_history(folder: Path, config: dict[str, Any], rule: Rule) -> History:
    training = pl.read_parquet(folder / "training.parquet")
    today = date.fromisoformat(config["as_of_on"])
    return History(
        today=build_cohort(
            pl.read_parquet(folder / "inputs.parquet"), rule, as_of_on=today
        ),
        labels=build_labels(training),
        figures=np.ascontiguousarray(build_figures(training, rule)),
        windows=(),
        earlier={},
    )
