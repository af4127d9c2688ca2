"""Draw suppliers again and again, whole corporate groups at a time.

Companies of one group share owners, routines and often factories. Drawing them one by
one would make every interval too narrow.
"""

from collections.abc import Generator

import numpy as np
import polars as pl
from numpy.typing import NDArray

N_DRAWS = 200
#: Rows × draws held at a time.
DRAWS_AT_A_TIME = 50


def draw_group_weights(
    groups: pl.Series, *, seed: int, n_draws: int = N_DRAWS
) -> Generator[NDArray[np.float64]]:
    """Draw weights, rows × draws, some draws at a time.

    Args:
        groups: One corporate group per row.
        seed: Same seed and groups, same weights.
        n_draws: In all.
    """
    number = groups.rank("dense").to_numpy().astype(np.intp) - 1
    n_groups = int(number.max()) + 1
    rng = np.random.default_rng(seed)
    for start in range(0, n_draws, DRAWS_AT_A_TIME):
        n_now = min(DRAWS_AT_A_TIME, n_draws - start)
        drawn = rng.integers(0, n_groups, size=(n_now, n_groups))
        counts = np.stack([np.bincount(one, minlength=n_groups) for one in drawn])
        yield counts.T[number].astype(float)


def find_interval(
    draws: NDArray[np.float64], *, percent: float = 95
) -> tuple[float | None, float | None]:
    """Find the middle part of the draws; nothing where too many draws say nothing."""
    known = draws[np.isfinite(draws)]
    if known.size < 0.8 * draws.size or not known.size:
        return None, None
    tail = (100 - percent) / 2
    low, high = np.percentile(known, [tail, 100 - tail])
    return float(round(low, 9)), float(round(high, 9))


def find_wilson(n_hits: float, n_rows: float) -> tuple[float | None, float | None]:
    """Find the 95 % interval of a share, 0 to 1.

    Source:
        Wilson 1927. It holds for small numbers too, and never leaves 0 to 1.
    """
    if n_rows <= 0:
        return None, None
    z2 = 1.96**2
    middle = n_hits + z2 / 2
    spread = 1.96 * np.sqrt(n_hits * (n_rows - n_hits) / n_rows + z2 / 4)
    low, high = (middle - spread) / (n_rows + z2), (middle + spread) / (n_rows + z2)
    return float(round(max(0.0, low), 9)), float(round(min(1.0, high), 9))
