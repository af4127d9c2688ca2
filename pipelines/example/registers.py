"""What every register does: it numbers its rows, and leaves some cells blank."""

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.example.periods import Indexes


def build_numbers(prefix: str, years: Indexes) -> pl.Series:
    """Number the rows within their year: UPP-2023-004 is the fourth of 2023."""
    return pl.select(year=pl.Series(years)).select(
        number=pl.lit(f"{prefix}-")
        + pl.col("year").cast(pl.String)
        + "-"
        + pl.int_range(1, pl.len() + 1).over("year").cast(pl.String).str.zfill(3)
    )["number"]


def draw_known(
    rng: np.random.Generator, values: npt.NDArray[Any] | pl.Series, blank_share: float
) -> pl.Series:
    """Blank a share of the values, as real registers do."""
    is_known = pl.Series(rng.random(len(values)) >= blank_share)
    return pl.select(pl.when(is_known).then(pl.Series(values))).to_series()


def draw_shares(
    rng: np.random.Generator, shares: dict[str, float], n: int
) -> pl.Series:
    """Draw one of the codes per row, each with its share."""
    return pl.Series(rng.choice(list(shares), n, p=list(shares.values())))
