"""Hold probabilities against what came, in four bins for each kind of audit."""

import numpy as np
import polars as pl

from pipelines.risk.evaluate import Judged
from pipelines.risk.resample import find_wilson

N_BINS = 4

RELIABILITY: dict[str, pl.DataType] = {
    "model_code": pl.String(),
    "audit_type_code": pl.String(),
    "bin_number": pl.Int32(),
    "n_audits": pl.Int64(),
    "n_major_audits": pl.Int64(),
    "predicted_pct": pl.Float64(),
    "major_pct": pl.Float64(),
    "low_pct": pl.Float64(),
    "high_pct": pl.Float64(),
}


def build_reliability(judged: Judged) -> pl.DataFrame:
    """Build one row per model, kind of audit and quarter of its probabilities.

    Returns:
        As RELIABILITY, lowest probabilities in bin 1; the interval is Wilson's. An
        audit that two windows judge by is in there twice.
    """
    rows: list[tuple[object, ...]] = []
    kinds = judged.rows["audit_type_code"].fill_null("unknown")
    is_major = judged.rows["is_major"].to_numpy()
    for model, probability in judged.probabilities.items():
        for kind in kinds.unique().sort():
            is_kind = (kinds == kind).to_numpy()
            rows += [
                (model, kind, number, *row)
                for number, row in enumerate(
                    _build_bins(probability[is_kind], is_major[is_kind]), start=1
                )
            ]
    return pl.DataFrame(rows, schema=RELIABILITY, orient="row")


def _build_bins(
    probability: np.ndarray, is_major: np.ndarray
) -> list[tuple[object, ...]]:
    order = np.argsort(probability, kind="stable")
    bins = []
    for rows in np.array_split(order, min(N_BINS, order.size)):
        n, n_major = rows.size, int(is_major[rows].sum())
        low, high = find_wilson(n_major, n)
        bins.append(
            (
                *(n, n_major),
                float(round(100 * probability[rows].mean(), 6)),
                round(100 * n_major / n, 6),
                *(None if end is None else 100 * end for end in (low, high)),
            )
        )
    return bins
