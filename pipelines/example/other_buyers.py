"""Let other public buyers follow up some of the same suppliers, and judge the results.

A follow-up counts instead of an own one when the clause level is at least equal and the
method similar, so that those at the basic level are seldom accepted.
"""

import numpy as np
import polars as pl

from pipelines.example.capacity import YearPlan
from pipelines.example.periods import (
    NO_DAY,
    draw_workdays,
    find_day,
    find_known,
    find_last_day,
)
from pipelines.example.registers import draw_known, draw_shares
from pipelines.example.world import read_words

#: Follow-ups by others, per own request and, on top of that, per year that passes.
SHARE_OF_REQUESTS, MORE_PER_YEAR = 0.12, 0.6
METHODS = {
    "self_assessment": 0.3,
    "office_audit": 0.45,
    "factory_audit": 0.15,
    "dialogue": 0.1,
}
LEVELS = {"advanced": 0.65, "basic": 0.35}
ACCEPTED_SHARES = {"advanced": 0.85, "basic": 0.15}
BLANK_LEVEL_SHARE = 0.1
UNDECIDED_SHARE = 0.12


def draw_other_buyers(
    rng: np.random.Generator,
    sellers: pl.DataFrame,
    size: pl.Series,
    plans: tuple[YearPlan, ...],
) -> pl.DataFrame:
    """Draw one row per follow-up by another buyer.

    Args:
        rng: The stream of the topic.
        sellers: `organisation_number` and `category_code` per supplier × category.
        size: Their size; large suppliers have more buyers.
        plans: One per year.
    """
    counts = [
        round(plan.n_requests * SHARE_OF_REQUESTS + turn * MORE_PER_YEAR)
        for turn, plan in enumerate(plans)
    ]
    n = sum(counts)
    chosen = rng.choice(len(size), n, p=(size / size.sum()).to_numpy())
    years = np.repeat([plan.year for plan in plans], counts)
    first, last = (
        np.array([day(plan.year) for plan in plans]).repeat(counts)
        for day in (_find_first_day, find_last_day)
    )
    drawn = sellers[chosen].with_columns(
        category_code=draw_known(rng, sellers["category_code"].gather(chosen), 0.15),
        buyer_name=_draw_buyers(rng, n),
        followed_up_on=pl.Series(draw_workdays(rng, first, last)),
        method_code=draw_shares(rng, METHODS, n),
        level=draw_shares(rng, LEVELS, n),
        year=pl.Series(years),
    )
    return _draw_stands(rng, drawn).with_columns(
        external_follow_up_id="EXT-"
        + pl.col("year").cast(pl.String)
        + "-"
        + pl.int_range(1, pl.len() + 1).over("year").cast(pl.String).str.zfill(2),
        clause_level_code=draw_known(rng, drawn["level"], BLANK_LEVEL_SHARE),
    )


def _draw_buyers(rng: np.random.Generator, n: int) -> pl.Series:
    """Draw the buyer's name; one of them has had several."""
    buyers = read_words("other_buyers")
    weight = buyers["weight"].cast(pl.Float64)
    share = (weight / weight.sum()).to_numpy()
    return pl.Series(rng.choice(buyers["buyer_name"], n, p=share))


def _draw_stands(rng: np.random.Generator, drawn: pl.DataFrame) -> pl.DataFrame:
    """Draw what the regions think of each; undecided is not the same as no."""
    n = drawn.height
    share = drawn["level"].replace_strict(ACCEPTED_SHARES).to_numpy()
    day = drawn["followed_up_on"].to_numpy()
    waited = rng.integers(20, 120, n).astype("timedelta64[D]")
    decided = find_known(np.busday_offset(day + waited, 0, roll="forward"))
    is_decided = ~np.isnat(decided) & (rng.random(n) >= UNDECIDED_SHARE)
    is_accepted = rng.random(n) < share
    accepted = np.where(is_decided & is_accepted, decided, NO_DAY)
    return drawn.with_columns(
        is_accepted=pl.when(pl.Series(is_decided)).then(pl.Series(is_accepted)),
        accepted_on=pl.Series(accepted),
    )


def _find_first_day(year: int) -> np.datetime64:
    return find_day(year, 1, 10)
