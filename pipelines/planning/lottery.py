"""Draw the lottery of a plan: suppliers nobody has chosen, each with a known chance.

Only they can tell how often the ranking overlooks somebody. The seed is published, so
that anybody can draw the same again.
"""

import numpy as np
import polars as pl

from pipelines.planning.limits import find_half_year_cap
from pipelines.planning.wishes import Wishes


def draw_lottery(
    pool: pl.DataFrame, taken: list[int], wishes: Wishes, n: int
) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Draw rows of the pool by lot, with the seed of the wishes.

    Corporate groups are drawn, all with the same chance, then one row of each.

    Args:
        pool: As from `build_pool`.
        taken: Rows whose groups are in the plan already.
        wishes: For the seed, and the room of the first half of the year.
        n: How many.

    Returns:
        The rows, and the chance that each had of being drawn.
    """
    groups = pool["corporate_group_id"].gather(taken)
    first = find_half_year_cap(wishes, 1)
    # Where the first half is nearly full, nobody is drawn who cannot wait.
    is_tight = first is not None and first < len(taken) + n
    drawn_from = pool.filter(
        pl.col("corporate_group_id").is_in(groups.implode()).not_(),
        pl.col("is_first_half_only").not_() | (not is_tight),
    )
    names = drawn_from["corporate_group_id"].unique().sort()
    n = min(n, names.len())
    if n == 0:
        return (), ()
    rng = np.random.default_rng(wishes.seed)
    drawn = names.gather(np.sort(rng.choice(names.len(), n, replace=False)))
    rows, chances = [], []
    for name in drawn:
        of_group = drawn_from.filter(pl.col("corporate_group_id") == name)["row"]
        rows.append(int(of_group[int(rng.integers(of_group.len()))]))
        chances.append(n / names.len() / of_group.len())
    return tuple(rows), tuple(chances)
