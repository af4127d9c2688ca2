"""A trained model as plain JSON: written, hashed, and read back bit by bit.

Nothing is ever unpickled: a file of figures can do nothing but be read.
"""

from dataclasses import asdict, replace
from typing import Any

import numpy as np
import polars as pl

from pipelines.risk.calibrate import Line
from pipelines.risk.cohort import Cohort
from pipelines.risk.design import CATEGORY, MISSING, Column, Design, Scale
from pipelines.risk.rule import INTERCEPT, Weight
from pipelines.risk.run_tables import WEIGHTS
from pipelines.risk.train import Trained


def build_coefficients(trained: Trained) -> dict[str, Any]:
    """Build what JSON can hold of a model; floats keep every bit in its text."""
    return {
        "stage_code": trained.stage_code,
        "n_labels": trained.n_labels,
        "n_positives": trained.n_positives,
        "prior_width": trained.prior_width,
        "intercept": trained.intercept,
        "intercept_prior": asdict(trained.design.intercept),
        "figure_codes": list(trained.design.figure_codes),
        "columns": [
            {**asdict(column), "weight": float(weight)}
            for column, weight in zip(
                trained.design.columns, trained.weights, strict=True
            )
        ],
        "centre": trained.centre.tolist(),
        "covariance": trained.covariance.tolist(),
        "offsets": trained.offsets.tolist(),
        "nuisance_weights": trained.nuisance_weights,
        "calibration": {
            code: asdict(line) for code, line in sorted(trained.calibration.items())
        },
    }


def read_coefficients(found: dict[str, Any]) -> Trained:
    """Read a model back, exactly as it was."""
    columns = [_read_column(column) for column in found["columns"]]
    return Trained(
        design=Design(
            columns=tuple(columns),
            figure_codes=tuple(found["figure_codes"]),
            intercept=Weight(**found["intercept_prior"]),
        ),
        stage_code=found["stage_code"],
        intercept=found["intercept"],
        weights=np.array([column["weight"] for column in found["columns"]], float),
        centre=np.array(found["centre"], float),
        covariance=np.array(found["covariance"], float),
        offsets=np.array(found["offsets"], float),
        nuisance_weights=found["nuisance_weights"],
        n_labels=found["n_labels"],
        n_positives=found["n_positives"],
        prior_width=found["prior_width"],
        calibration={code: Line(**line) for code, line in found["calibration"].items()},
    )


def _read_column(found: dict[str, Any]) -> Column:
    described = {name: part for name, part in found.items() if name != "weight"}
    return replace(Column(**described), scale=Scale(**found["scale"]))


def build_moved(trained: Trained, design: Design) -> Trained:
    """Put a model's weights on another population's columns; new columns weigh prior.

    Used to ask what a list would be had only the data changed.
    """
    weights = dict(zip(trained.design.names, trained.weights, strict=True))
    return Trained(
        design=design,
        stage_code=trained.stage_code,
        intercept=trained.intercept,
        weights=np.array(
            [weights.get(column.name, column.prior_mean) for column in design.columns]
        ),
        centre=np.zeros(0),
        covariance=np.zeros((0, 0)),
        offsets=trained.offsets,
        nuisance_weights={},
        n_labels=trained.n_labels,
        n_positives=trained.n_positives,
        calibration=trained.calibration,
    )


def build_weights(trained: Trained, cohort: Cohort) -> pl.DataFrame:
    """Build the table of weights: where each started, where it is, how far it moved.

    Returns:
        As WEIGHTS, the starting level first.
    """
    sds = np.sqrt(np.maximum(np.diag(trained.covariance), 0.0))
    start = trained.design.intercept
    n_rows = cohort.rows.height
    known = {
        code: int((~np.isnan(figures)).sum())
        for code, figures in zip(
            trained.design.figure_codes, cohort.figures, strict=True
        )
    }
    rows: list[tuple[object, ...]] = [
        (
            *(INTERCEPT, INTERCEPT, INTERCEPT, None, start.expected_sign),
            *_describe(start.prior_mean, start.prior_sd, trained.intercept, sds[0]),
            n_rows,
        )
    ]
    for column, weight, sd in zip(
        trained.design.columns, trained.weights, sds[1:], strict=True
    ):
        is_own = column.kind_code not in {MISSING, CATEGORY}
        rows.append(
            (
                *(column.name, column.feature_code, column.kind_code),
                *(column.category_code, column.expected_sign),
                *_describe(column.prior_mean, column.prior_sd, float(weight), sd),
                known[column.feature_code] if is_own else n_rows,
            )
        )
    return pl.DataFrame(rows, schema=WEIGHTS, orient="row")


def _describe(
    prior_mean: float, prior_sd: float, weight: float, weight_sd: float
) -> tuple[float, ...]:
    moved = round((weight - prior_mean) / prior_sd, 9)
    return prior_mean, prior_sd, round(weight, 9), round(float(weight_sd), 9), moved
