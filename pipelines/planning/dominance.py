"""Leave out who cannot be in the best plan, so that the solver has less to look at.

One row is covered by another of the same category when that one is worth at least as
much, serves the same areas and more, is no smaller a burden on any cap and can be
visited in the same ways, and when nothing else of its group could take its place. If
a plan had the covered one, and as many as a category may have cover it, one of those
would be free, and the exchange would cost nothing. So whoever is covered that many
times can be left out, and the best plan stays as good. Of equals the lower id covers.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.planning.limits import find_category_cap
from pipelines.planning.options import Flags, build_areas
from pipelines.planning.wishes import Wishes


def find_needed(
    pool: pl.DataFrame, worth: NDArray[np.float64], wishes: Wishes
) -> Flags:
    """Find the rows of the pool that the best plan can need.

    Args:
        pool: As from `build_pool`, in the order of its keys.
        worth: Of an office audit of each row.
        wishes: For the caps.
    """
    needed = np.ones(pool.height, bool)
    numbers = pool["row"].to_numpy()
    for (category,), part in pool.group_by("category_code", maintain_order=True):
        most = find_category_cap(wishes, str(category))
        most = wishes.capacity.audits if most is None else most
        if part.height > most:
            rows = numbers[part["row"].to_numpy()]
            n_covers = _count_covers(part, worth[rows])
            needed[rows] = n_covers < most
    return needed


def _count_covers(part: pl.DataFrame, worth: NDArray[np.float64]) -> NDArray[np.int64]:
    areas = build_areas(part).T
    is_alone = part["is_alone"].to_numpy()
    small = part["is_small"].to_numpy()
    early = part["is_first_half_only"].to_numpy()
    placed = part["main_country_code"].is_not_null().to_numpy()
    order = np.arange(part.height)
    is_better = worth[:, None] > worth[None, :]
    is_equal = (worth[:, None] == worth[None, :]) & (order[:, None] < order[None, :])
    covers = (
        (is_better | is_equal)
        & is_alone[:, None]
        & (small[:, None] <= small[None, :])
        & (early[:, None] <= early[None, :])
        & (placed[:, None] >= placed[None, :])
    )
    for served in areas.T:
        covers &= served[:, None] >= served[None, :]
    return covers.sum(axis=0)
