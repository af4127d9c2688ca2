"""What explains an audit's outcome without saying anything about the supplier.

    labels -> [build_nuisances] -> fit -> offsets -> [score_marginal] -> probability

Strict auditors find more. When a plan is made nobody knows who will go, so a score is
the mean over the auditors, forms and years that the training has seen.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import expit

Numbers = NDArray[np.float64]

NUISANCES = (
    "auditor_code",
    "audit_type_code",
    "announced_code",
    "form_version_code",
    "trigger_code",
    "visit_year",
)

#: A level with fewer rows says nothing of its own.
FEWEST_ROWS = 3

#: So many offsets stand for all rows' when there are more.
MOST_OFFSETS = 200

UNKNOWN, POOLED = "unknown", "other"


@dataclass(frozen=True)
class Nuisances:
    """Rows × levels, each level 0 on average, and their names as "column=level"."""

    matrix: Numbers
    names: tuple[str, ...]


def build_nuisances(labels: pl.DataFrame) -> Nuisances:
    """Build one column per level of each nuisance that varies.

    Args:
        labels: One row per audit. A nuisance without a column is passed over, null is
            a level of its own, and rare levels are pooled.
    """
    columns: list[Numbers] = []
    names: list[str] = []
    for name in NUISANCES:
        if name not in labels.columns:
            continue
        level = labels[name].cast(pl.String).fill_null(UNKNOWN)
        counted = level.value_counts().filter(pl.col("count") >= FEWEST_ROWS)
        kept = set(counted[name].to_list())
        pooled = level.set(~level.is_in(list(kept)), POOLED)
        levels = sorted(pooled.unique().to_list())
        if len(levels) < 2:
            continue
        for one in levels:
            is_level = (pooled == one).to_numpy().astype(np.float64)
            columns.append(is_level - is_level.mean())
            names.append(f"{name}={one}")
    matrix = np.column_stack(columns) if columns else np.empty((labels.height, 0))
    return Nuisances(matrix=matrix, names=tuple(names))


def build_offsets(nuisances: Nuisances, weights: Numbers) -> Numbers:
    """Build what the nuisances added to the training rows' log-odds, in rising order.

    Returns:
        At most 200 figures that each stand for an equal share of the rows; empty when
        there were no nuisances.
    """
    if not nuisances.names:
        return np.empty(0)
    added = np.zeros(nuisances.matrix.shape[0])
    for weight, column in zip(weights, nuisances.matrix.T, strict=True):
        added += weight * column
    if added.size <= MOST_OFFSETS:
        return np.sort(added)
    middles = (np.arange(MOST_OFFSETS) + 0.5) / MOST_OFFSETS
    return np.quantile(added, middles)


def score_marginal(linear: Numbers, offsets: Numbers) -> Numbers:
    """Turn log-odds into a probability, averaged over the offsets.

    Returns:
        A rising function of `linear` alone, so the order of suppliers is the same.
    """
    if not offsets.size:
        return expit(linear)
    total = np.zeros_like(linear)
    for offset in offsets:
        total += expit(linear + offset)
    return total / offsets.size
