"""Choose whom there is most to learn from, among those that nothing else has chosen."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.planning.fixed import Fixed
from pipelines.planning.limits import (
    find_category_cap,
    find_half_year_cap,
    find_small_cap,
)
from pipelines.planning.options import Options
from pipelines.planning.wishes import Wishes

Flags = NDArray[np.bool_]


def find_guided(
    pool: pl.DataFrame,
    options: Options,
    chosen: Flags,
    fixed: Fixed,
    wishes: Wishes,
    small_share: float,
) -> list[int]:
    """Find the rows, each the one that an office audit would tell most of.

    What an audit tells grows with how unsure the model is of the chance and with how
    open the outcome is: sd · p · (1 - p). Of equals the lower id. Room in days and
    budget was kept when the others were chosen; the caps are looked at here.
    """
    p = pool["probability"].to_numpy()
    sd = pool["probability_sd"].fill_null(0.0).to_numpy()
    telling = np.round(sd * p * (1 - p), 12)
    taken = options.row[chosen].tolist()
    guided: list[int] = []
    for _ in range(fixed.n_guided):
        free = _find_free(pool, [*taken, *guided], wishes, small_share)
        if not free.any():
            break
        guided.append(int(np.argmax(np.where(free, telling, -1.0))))
    return guided


def _find_free(
    pool: pl.DataFrame, taken: list[int], wishes: Wishes, small_share: float
) -> Flags:
    """Find rows that may be added without breaking a cap."""
    there = pool[taken]
    counts = dict(there.group_by("category_code").len().iter_rows())
    full = [
        category
        for category in pool["category_code"].unique()
        if (cap := find_category_cap(wishes, category)) is not None
        and counts.get(category, 0) >= cap
    ]
    is_free = pool.select(
        pl.col("corporate_group_id").is_in(there["corporate_group_id"].implode()).not_()
        & pl.col("category_code").is_in(full).not_()
    ).to_series()
    small_cap = find_small_cap(wishes, small_share)
    n, n_small = there.height, int(there["is_small"].sum())
    if small_cap is not None and n_small + 1 > small_cap * (n + 1) + 1e-9:
        is_free &= ~pool["is_small"]
    first = find_half_year_cap(wishes, 1)
    if first is not None and int(there["is_first_half_only"].sum()) >= first:
        is_free &= ~pool["is_first_half_only"]
    return is_free.to_numpy()
