"""Give some suppliers certificates: the careful ones more often, but no proof.

true risk -> [certificates] -> the certificates' export
"""

import numpy as np
import polars as pl

from pipelines.example.periods import (
    CONTRACT_YEARS_BEFORE,
    DATA_DATE,
    Days,
    Indexes,
    Numbers,
    find_day,
)
from pipelines.example.registers import draw_known
from pipelines.example.world import World, read_words

#: Log-odds of holding any; per unit of true risk; per unit of log size.
BASE_LOG_ODDS, RISK_LOG_ODDS, SIZE_LOG_ODDS = -0.7, -0.3, 0.4
MEAN_MORE = 0.5
VALID_DAYS = 3 * 365
RENEWED_SHARE = 0.65
MOST_RENEWALS = 10
BLANK_END_SHARE = 0.06
BLANK_KNOWN_SHARE = 0.12


def draw_certificates(
    rng: np.random.Generator,
    world: World,
    suppliers: pl.DataFrame,
    logits: Numbers,
    n_years: int,
) -> pl.DataFrame:
    """Draw one row per supplier, kind and period of three years.

    Args:
        rng: The stream of the topic.
        world: For the order of the categories.
        suppliers: With `category_ix`, `size` and `organisation_number`.
        logits: True logit per supplier in the middle of the years.
        n_years: Years of follow-up.
    """
    risk = logits - logits.mean()
    size = np.log(suppliers["size"].to_numpy())
    odds = BASE_LOG_ODDS + RISK_LOG_ODDS * risk + SIZE_LOG_ODDS * size
    is_holder = rng.random(suppliers.height) < 1 / (1 + np.exp(-odds))
    n_kinds = is_holder * (1 + rng.poisson(MEAN_MORE, suppliers.height))
    supplier_ix = np.repeat(np.arange(suppliers.height), n_kinds)
    held = pl.DataFrame(
        {
            "supplier_ix": supplier_ix,
            "certificate_kind_code": _draw_kinds(
                rng, world, suppliers["category_ix"].to_numpy()[supplier_ix]
            ),
        }
    ).unique(maintain_order=True)
    return _draw_periods(rng, held, n_years).with_columns(
        pl.col("supplier_ix")
        .replace_strict(
            pl.int_range(suppliers.height, eager=True),
            suppliers["organisation_number"],
        )
        .alias("organisation_number")
    )


def _draw_kinds(
    rng: np.random.Generator, world: World, category_ix: Indexes
) -> pl.Series:
    """Draw a kind per row: some exist everywhere, others only for some goods."""
    kinds = read_words("certificate_kinds").with_columns(
        pl.col("weight").cast(pl.Float64)
    )
    drawn = np.full(len(category_ix), "", dtype=object)
    for place, code in enumerate(world.categories["category_code"]):
        rows = np.flatnonzero(category_ix == place)
        fitting = kinds.filter(
            pl.col("category_code").is_null() | (pl.col("category_code") == code)
        )
        share = (fitting["weight"] / fitting["weight"].sum()).to_numpy()
        drawn[rows] = rng.choice(fitting["certificate_kind_code"], len(rows), p=share)
    return pl.Series(drawn, dtype=pl.String)


def _draw_periods(
    rng: np.random.Generator, held: pl.DataFrame, n_years: int
) -> pl.DataFrame:
    """Let each certificate begin some day, and be renewed until one day it is not."""
    first = find_day(DATA_DATE.year - n_years + 1 - CONTRACT_YEARS_BEFORE, 1, 1)
    last = np.datetime64(DATA_DATE, "D")
    begins: Days = first + rng.integers(
        0, (last - first).astype(int), held.height
    ).astype("timedelta64[D]")
    n_periods = np.minimum(rng.geometric(1 - RENEWED_SHARE, held.height), MOST_RENEWALS)
    row = np.repeat(np.arange(held.height), n_periods)
    turn = np.arange(len(row)) - np.repeat(np.cumsum(n_periods) - n_periods, n_periods)
    begin = begins[row] + (turn * VALID_DAYS).astype("timedelta64[D]")
    end = begin + (VALID_DAYS - 1)
    known = begin + rng.integers(3, 240, len(row)).astype("timedelta64[D]")
    periods = held[row].with_columns(
        valid_from_on=pl.Series(begin),
        valid_to_on=draw_known(rng, pl.Series(end), BLANK_END_SHARE),
        known_on=pl.Series(known),
    )
    periods = periods.filter(pl.col("known_on") <= DATA_DATE)
    return periods.with_columns(
        known_on=draw_known(rng, periods["known_on"], BLANK_KNOWN_SHARE)
    )
