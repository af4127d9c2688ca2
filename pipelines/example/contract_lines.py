"""Spread the contracts over regions and products, with values and countries.

    contracts -> [contract_lines] -> the contract register's export

One contract holds one or more regions and products; every combination is a line.
"""

import numpy as np
import polars as pl

from pipelines.example.periods import Indexes, Numbers
from pipelines.example.true_risk import draw_origins
from pipelines.example.world import World

#: A region that has not reported its contracts: the page must say so, not show zero.
SILENT_REGION = "09"
SAME_AREA_BONUS = 1.5
OTHER_ORIGIN_SHARE = 0.1
BLANK_ORIGIN_SHARE = 0.06
BLANK_VALUE_SHARE = 0.03


def build_contract_lines(
    rng: np.random.Generator, world: World, pairs: pl.DataFrame, contracts: pl.DataFrame
) -> pl.DataFrame:
    """Spread each contract over its regions and products.

    Returns:
        One row per contract × region × product, with indexes into the other tables.
    """
    regions = _draw_regions(rng, world, contracts["n_regions"].to_numpy())
    n_products = contracts["n_products"].to_numpy()
    counts = contracts["n_regions"].to_numpy() * n_products
    contract_ix = np.repeat(np.arange(contracts.height), counts)
    within = np.arange(len(contract_ix)) - np.repeat(np.cumsum(counts) - counts, counts)
    region_turn, product_turn = np.divmod(within, n_products[contract_ix])
    pair_ix = contracts["pair_ix"].to_numpy()[contract_ix]
    category_ix = pairs["category_ix"].to_numpy()[pair_ix]
    region_ix = regions[contract_ix, region_turn]
    product_ix = _find_products(rng, world, category_ix, contract_ix, product_turn)
    return pl.DataFrame(
        {
            "contract_ix": contract_ix,
            "pair_ix": pair_ix,
            "category_ix": category_ix,
            "region_ix": region_ix,
            "product_ix": product_ix,
            "annual_value_sek": _draw_values(rng, world, pairs, pair_ix, region_ix),
            "origin_ix": _draw_line_origins(rng, world, pairs, pair_ix),
            "is_origin_known": pairs["is_declared"].to_numpy()[pair_ix]
            & (rng.random(len(pair_ix)) > BLANK_ORIGIN_SHARE),
            "is_value_known": rng.random(len(pair_ix)) > BLANK_VALUE_SHARE,
        }
    )


def _draw_regions(
    rng: np.random.Generator, world: World, n_regions: Indexes
) -> Indexes:
    """Rank the regions per contract: a lead buyer first, then mostly its neighbours."""
    weight = world.regions["buying_weight"].to_numpy().copy()
    weight[world.regions["region_code"].index_of(SILENT_REGION)] = 0
    area = world.regions["procurement_region_code"].to_numpy()
    lead = rng.choice(len(weight), len(n_regions), p=weight / weight.sum())
    with np.errstate(divide="ignore"):
        keys = rng.gumbel(size=(len(n_regions), len(weight))) + np.log(weight)
    keys += SAME_AREA_BONUS * (area[None, :] == area[lead][:, None])
    keys[np.arange(len(lead)), lead] = np.inf
    return np.argsort(-keys, axis=1, kind="stable")[:, : n_regions.max()]


def _find_products(
    rng: np.random.Generator,
    world: World,
    category_ix: Indexes,
    contract_ix: Indexes,
    product_turn: Indexes,
) -> Indexes:
    """Take neighbouring products of the category, so that none comes twice."""
    product_category = world.products["category_ix"].to_numpy()
    first = np.searchsorted(product_category, np.arange(world.categories.height))
    counts = np.bincount(product_category, minlength=world.categories.height)
    offset = rng.random(contract_ix[-1] + 1)[contract_ix]
    n = counts[category_ix]
    return first[category_ix] + ((offset * n).astype(np.int64) + product_turn) % n


def _draw_values(
    rng: np.random.Generator,
    world: World,
    pairs: pl.DataFrame,
    pair_ix: Indexes,
    region_ix: Indexes,
) -> Numbers:
    median = world.categories["median_value_sek"].to_numpy()
    weight = world.regions["buying_weight"].to_numpy()
    category_ix = pairs["category_ix"].to_numpy()[pair_ix]
    size = pairs["size"].to_numpy()[pair_ix] ** 0.5
    spread = rng.lognormal(0, 0.8, len(pair_ix))
    share = weight[region_ix] / weight.mean()
    return np.round(median[category_ix] * size * share * spread, 2)


def _draw_line_origins(
    rng: np.random.Generator, world: World, pairs: pl.DataFrame, pair_ix: Indexes
) -> Indexes:
    usual = pairs["origin_ix"].to_numpy()[pair_ix]
    category_ix = pairs["category_ix"].to_numpy()[pair_ix]
    other = draw_origins(rng, world, category_ix)
    return np.where(rng.random(len(pair_ix)) < OTHER_ORIGIN_SHARE, other, usual)
