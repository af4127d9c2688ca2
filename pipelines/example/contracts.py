"""Draw the contracts: who has one, from when, over how many regions and products.

pairs -> [contracts] -> contract lines -> who can be followed up
"""

import numpy as np
import polars as pl

from pipelines.example.contract_terms import draw_terms
from pipelines.example.periods import (
    CONTRACT_YEARS_BEFORE,
    DATA_DATE,
    Flags,
    Indexes,
    find_day,
)
from pipelines.example.world import World

#: Lines per supplier at 400 suppliers; large registers hold more lines per supplier.
LINES_PER_SUPPLIER = 6.25
LINES_GROWTH = 0.085
REGION_COUNT_SHARES = (0.62, 0.16, 0.08, 0.05, 0.04, 0.03, 0.01, 0.01)
PRODUCT_COUNT_SHARES = (0.70, 0.22, 0.08)
#: The contract that many regions share, as with the surgical gloves in 2019.
SHARED_CATEGORY = "general_consumables"
N_SHARING_REGIONS = 11
#: Months between the starts of a supplier's successive contracts.
RENEWAL_MONTHS = 43


def build_contracts(
    rng: np.random.Generator, world: World, pairs: pl.DataFrame, n_years: int
) -> pl.DataFrame:
    """Build one row per contract, in order of start.

    Returns:
        `pair_ix`, the dates and clause columns of the register, and hidden counts
        `n_regions` and `n_products`.
    """
    n_suppliers = pairs["supplier_ix"].n_unique()
    per_supplier = LINES_PER_SUPPLIER * (max(n_suppliers, 400) / 400) ** LINES_GROWTH
    lines_per_contract = _find_mean(REGION_COUNT_SHARES) * _find_mean(
        PRODUCT_COUNT_SHARES
    )
    n_contracts = max(
        pairs.height, round(n_suppliers * per_supplier / lines_per_contract)
    )
    pair_ix, turn = _draw_pairs(rng, pairs, n_contracts)
    contracts = pl.DataFrame(
        {
            "pair_ix": pair_ix,
            "start_month": _draw_start_months(
                rng, pair_ix, turn, pairs.height, n_years
            ),
            "n_regions": _draw_counts(rng, REGION_COUNT_SHARES, n_contracts),
            "n_products": _draw_counts(rng, PRODUCT_COUNT_SHARES, n_contracts),
        }
    )
    return draw_terms(rng, world, pairs, _share_one(world, pairs, contracts))


def find_active_pairs(
    contracts: pl.DataFrame, n_pairs: int, first_year: int, n_years: int
) -> Flags:
    """Find which pairs have a contract in force from January to autumn of each year."""
    active = np.zeros((n_pairs, n_years), dtype=bool)
    pair_ix = contracts["pair_ix"].to_numpy()
    starts = contracts["starts_on"].to_numpy()
    ends = contracts["ends_on"].to_numpy()
    for turn in range(n_years):
        in_force = starts <= find_day(first_year + turn, 1, 31)
        in_force &= np.isnat(ends) | (ends >= find_day(first_year + turn, 10, 1))
        active[pair_ix[in_force], turn] = True
    return active


def _draw_pairs(
    rng: np.random.Generator, pairs: pl.DataFrame, n_contracts: int
) -> tuple[Indexes, Indexes]:
    """Give every pair one contract and large suppliers more; `turn` counts them."""
    size = np.sqrt(pairs["size"].to_numpy())
    more = rng.choice(pairs.height, n_contracts - pairs.height, p=size / size.sum())
    pair_ix = np.sort(np.concatenate([np.arange(pairs.height), more]))
    first = np.searchsorted(pair_ix, pair_ix, side="left")
    return pair_ix, np.arange(n_contracts) - first


def _draw_start_months(
    rng: np.random.Generator,
    pair_ix: Indexes,
    turn: Indexes,
    n_pairs: int,
    n_years: int,
) -> Indexes:
    """Draw the starting month, counted from year 1, each contract after the last."""
    n_months = (n_years + CONTRACT_YEARS_BEFORE) * 12 - 2
    entry = rng.integers(0, n_months, n_pairs)
    spread = rng.integers(-4, 5, len(pair_ix))
    since_first = (entry[pair_ix] + turn * RENEWAL_MONTHS + spread) % n_months
    first_year = DATA_DATE.year - n_years + 1 - CONTRACT_YEARS_BEFORE
    return first_year * 12 + since_first


def _draw_counts(
    rng: np.random.Generator, shares: tuple[float, ...], n: int
) -> Indexes:
    return rng.choice(np.arange(1, len(shares) + 1), n, p=shares)


def _find_mean(shares: tuple[float, ...]) -> float:
    return sum(count * share for count, share in enumerate(shares, start=1))


def _share_one(
    world: World, pairs: pl.DataFrame, contracts: pl.DataFrame
) -> pl.DataFrame:
    """Let many regions share the newest contract of the category known for it."""
    category = world.categories["category_code"].index_of(SHARED_CATEGORY)
    sharing = (
        contracts.with_row_index("row")
        .with_columns(category_ix=pairs["category_ix"].gather(contracts["pair_ix"]))
        .filter(pl.col("category_ix") == category)
        .sort("start_month", "row")
        .tail(1)["row"]
    )
    return contracts.with_columns(
        n_regions=pl.when(pl.int_range(pl.len()).is_in(sharing.to_list()))
        .then(N_SHARING_REGIONS)
        .otherwise("n_regions")
    )
