"""Decide what nobody in the programme knows: each supplier's true risk, every year.

    suppliers -> [true_risk] -> what experts believe -> who is selected
                            -> what auditors find

The true logit is country of production + category + opacity + corporate group + a
persistent effect that no register shows, and it drifts a little from year to year.
"""

import numpy as np
import polars as pl

from pipelines.example.periods import DATA_DATE, Flags, Indexes, Numbers
from pipelines.example.world import World

SECOND_CATEGORY_SHARE = 0.15
UNDECLARED_SHARE = 0.2
BASE_LOG_ODDS = -1.9
OPACITY_LOG_ODDS = 0.45
UNSEEN_SD = 0.7
GROUP_SD = 0.35
YEARLY_DRIFT_SD = 0.15


def build_pairs(
    rng: np.random.Generator, world: World, suppliers: pl.DataFrame
) -> pl.DataFrame:
    """Build the units of risk: supplier × purchasing category.

    Returns:
        One row per pair: `supplier_ix`, `category_ix`, `origin_ix` (country of
        production), `is_declared` (the supplier names that country), `true_logit`
        in the middle year, and `size`.
    """
    n_suppliers = suppliers.height
    second = np.flatnonzero(rng.random(n_suppliers) < SECOND_CATEGORY_SHARE)
    supplier_ix = np.concatenate([np.arange(n_suppliers), second])
    main_ix = suppliers["category_ix"].to_numpy()
    n_categories = world.categories.height
    other_ix = (main_ix[second] + rng.integers(1, n_categories, len(second))) % (
        n_categories
    )
    category_ix = np.concatenate([main_ix, other_ix])
    origin_ix = draw_origins(rng, world, category_ix)
    is_declared = rng.random(len(supplier_ix)) > UNDECLARED_SHARE
    return pl.DataFrame(
        {
            "supplier_ix": supplier_ix,
            "category_ix": category_ix,
            "origin_ix": origin_ix,
            "is_declared": is_declared,
            "true_logit": _draw_true_logit(rng, suppliers, supplier_ix)
            + _find_seen_risk(world, category_ix, origin_ix, is_declared),
            "size": suppliers["size"].to_numpy()[supplier_ix],
        }
    )


def draw_origins(
    rng: np.random.Generator, world: World, category_ix: Indexes
) -> Indexes:
    """Draw a country of production per row, as a place in `world.origins`."""
    drawn = np.zeros(len(category_ix), dtype=np.int64)
    origin_category = world.origins["category_ix"].to_numpy()
    weight = world.origins["weight"].to_numpy()
    for category in range(world.categories.height):
        rows = np.flatnonzero(category_ix == category)
        origins = np.flatnonzero(origin_category == category)
        shares = weight[origins] / weight[origins].sum()
        drawn[rows] = rng.choice(origins, len(rows), p=shares)
    return drawn


def draw_yearly_logits(
    rng: np.random.Generator, pairs: pl.DataFrame, n_years: int
) -> Numbers:
    """Let the true risk drift: shape (pairs, years), a random walk around its mean."""
    steps = rng.normal(0, YEARLY_DRIFT_SD, (pairs.height, n_years))
    walk = np.cumsum(steps, axis=1)
    walk -= walk.mean(axis=1, keepdims=True)
    return pairs["true_logit"].to_numpy()[:, None] + walk


def build_known_truth(
    world: World,
    suppliers: pl.DataFrame,
    pairs: pl.DataFrame,
    yearly_logits: Numbers,
) -> pl.DataFrame:
    """Build the side table that no import may read: the truth per pair and year.

    Returns:
        One row per supplier × category × year: `true_logit`, `true_probability` (0-1,
        of a major deviation when an auditor of mean strictness visits the office).
    """
    n_years = yearly_logits.shape[1]
    years = np.arange(DATA_DATE.year - n_years, DATA_DATE.year) + 1
    row = np.repeat(np.arange(pairs.height), n_years)
    logit = yearly_logits.ravel()
    countries = world.origins["country_code"].gather(pairs["origin_ix"])
    return pl.DataFrame(
        {
            "organisation_number": suppliers["organisation_number"].gather(
                pairs["supplier_ix"].gather(row)
            ),
            "category_code": world.categories["category_code"].gather(
                pairs["category_ix"].gather(row)
            ),
            "period_year": np.tile(years, pairs.height),
            "production_country_code": countries.gather(row),
            "is_country_declared": pairs["is_declared"].gather(row),
            "true_logit": logit,
            "true_probability": 1 / (1 + np.exp(-logit)),
        }
    )


def _draw_true_logit(
    rng: np.random.Generator, suppliers: pl.DataFrame, supplier_ix: Indexes
) -> Numbers:
    """Draw the part of the risk that no register shows."""
    group_ix = suppliers["group_ix"].to_numpy()
    unseen = rng.normal(0, UNSEEN_SD, suppliers.height)
    group = rng.normal(0, GROUP_SD, suppliers.height)
    return BASE_LOG_ODDS + unseen[supplier_ix] + group[group_ix[supplier_ix]]


def _find_seen_risk(
    world: World, category_ix: Indexes, origin_ix: Indexes, is_declared: Flags
) -> Numbers:
    category = world.categories["true_log_odds"].to_numpy()[category_ix]
    country = world.origins["true_log_odds"].to_numpy()[origin_ix]
    return category + country + OPACITY_LOG_ODDS * ~is_declared
