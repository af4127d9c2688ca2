"""Let the fictional experts choose whom to follow up: by risk, as they see it.

    pairs + contract lines -> [selection] -> self-assessment requests -> cases

The experts see declared country, category and exposure, never the true risk. So the
history is biased towards what experts believe, as every real history is.
"""

import numpy as np
import polars as pl

from pipelines.example.capacity import YearPlan
from pipelines.example.periods import (
    Days,
    Flags,
    Indexes,
    Numbers,
    draw_workdays,
    find_day,
)
from pipelines.example.world import World

YEARS_BETWEEN_REQUESTS = 3
#: How firmly the experts follow their own score when they choose.
RISK_STEEPNESS = 1.4
#: Share of the requests sent in spring; only those can lead to an audit the same year.
SPRING_SHARE = 0.72
#: A region whose suppliers are never audited, so that its page has gaps to show.
UNAUDITED_REGION = "10"
RESPONSIBLE_AREA_BONUS = 1.6
#: The form of 2021 took over from that of 2016 during these years.
SEVEN_REQUIREMENTS_SHARE = {2021: 0.25, 2022: 0.75}
SEVEN_REQUIREMENTS_LATER = 0.94


def build_requests(
    rng: np.random.Generator,
    world: World,
    pairs: pl.DataFrame,
    lines: pl.DataFrame,
    active: Flags,
    plans: tuple[YearPlan, ...],
) -> pl.DataFrame:
    """Choose the suppliers to send self-assessments to, year by year.

    Args:
        rng: The stream of the selection.
        world: Regions and categories.
        pairs: The supplier × category units.
        lines: The contract lines, for exposure and the regions that buy.
        active: Shape (pairs, years): has a contract in force.
        plans: How many requests each year.

    Returns:
        One row per request, in order of dispatch: `pair_ix`, `year_ix`,
        `expert_score`, `is_spring`, `sent_on`, `due_on`, `region_ix`,
        `clause_version_code`.
    """
    score = score_as_experts(rng, world, pairs, lines)
    is_prioritised = world.categories["is_prioritised"].to_numpy()
    can_be_asked = is_prioritised[pairs["category_ix"].to_numpy()]
    chosen = _draw_yearly_choice(rng, score, active & can_be_asked[:, None], plans)
    pair_ix, year_ix = chosen
    is_spring = rng.random(len(pair_ix)) < SPRING_SHARE
    years = np.array([plan.year for plan in plans])[year_ix]
    sent = _draw_sent(rng, years, is_spring)
    requests = pl.DataFrame(
        {
            "pair_ix": pair_ix,
            "year_ix": year_ix,
            "expert_score": score[pair_ix],
            "is_spring": is_spring,
            "sent_on": sent,
            "due_on": np.busday_offset(sent + 28, 0, roll="forward"),
            "clause_version_code": _draw_form(rng, years),
        }
    )
    regions = _draw_responsible_regions(rng, world, pairs, lines, pair_ix)
    return requests.join(regions, on="pair_ix", how="left", maintain_order="left").sort(
        "sent_on", maintain_order=True
    )


def score_as_experts(
    rng: np.random.Generator, world: World, pairs: pl.DataFrame, lines: pl.DataFrame
) -> Numbers:
    """Score the pairs by what the experts can see: country, category, exposure."""
    country = world.origins["true_log_odds"].to_numpy()[pairs["origin_ix"].to_numpy()]
    declared = pairs["is_declared"].to_numpy()
    category = world.categories.select(
        (pl.col("likelihood_level") * pl.col("severity_level") / 8).fill_null(1.0)
    ).to_series()
    n_regions = (
        lines.group_by("pair_ix")
        .agg(pl.col("region_ix").n_unique())
        .sort("pair_ix")["region_ix"]
        .to_numpy()
    )
    return (
        np.where(declared, country, 0.5)
        + category.to_numpy()[pairs["category_ix"].to_numpy()]
        + 0.4 * np.log(n_regions)
        + rng.normal(0, 0.3, pairs.height)
    )


def _draw_yearly_choice(
    rng: np.random.Generator,
    score: Numbers,
    may_be_asked: Flags,
    plans: tuple[YearPlan, ...],
) -> tuple[Indexes, Indexes]:
    """Choose by score and chance, leaving those asked lately in peace."""
    last_asked = np.full(len(score), -YEARS_BETWEEN_REQUESTS)
    chosen = []
    for turn, plan in enumerate(plans):
        rested = turn - last_asked >= YEARS_BETWEEN_REQUESTS
        key = RISK_STEEPNESS * score + rng.gumbel(size=len(score))
        key[~(may_be_asked[:, turn] & rested)] = -np.inf
        n = min(plan.n_requests, int(np.isfinite(key).sum()))
        picked = np.argsort(-key, kind="stable")[:n]
        last_asked[picked] = turn
        chosen.append(np.sort(picked))
    pair_ix = np.concatenate(chosen)
    return pair_ix, np.repeat(np.arange(len(plans)), [len(one) for one in chosen])


def _draw_sent(rng: np.random.Generator, years: Indexes, is_spring: Flags) -> Days:
    first = np.where(is_spring, _find_each(years, 1, 15), _find_each(years, 8, 15))
    last = np.where(is_spring, _find_each(years, 4, 25), _find_each(years, 9, 25))
    return draw_workdays(rng, first, last)


def _find_each(years: Indexes, month: int, day: int) -> Days:
    return np.array([find_day(int(year), month, day) for year in years])


def _draw_form(rng: np.random.Generator, years: Indexes) -> Flags:
    share = np.array(
        [
            SEVEN_REQUIREMENTS_SHARE.get(
                int(year),
                SEVEN_REQUIREMENTS_LATER
                if year > max(SEVEN_REQUIREMENTS_SHARE)
                else 0.0,
            )
            for year in years
        ]
    )
    is_seven = rng.random(len(years)) < share
    return np.where(is_seven, "seven_requirements_2021", "six_routines_2016")


def _draw_responsible_regions(
    rng: np.random.Generator,
    world: World,
    pairs: pl.DataFrame,
    lines: pl.DataFrame,
    pair_ix: Indexes,
) -> pl.DataFrame:
    """Choose one buying region per pair, preferably in the category's own area."""
    buying = (
        lines.select("pair_ix", "region_ix")
        .filter(pl.col("pair_ix").is_in(np.unique(pair_ix)))
        .unique()
        .sort("pair_ix", "region_ix")
    )
    category_ix = pairs["category_ix"].gather(buying["pair_ix"])
    area = world.regions["procurement_region_code"].gather(buying["region_ix"])
    own = world.categories["responsible_procurement_region_code"].gather(category_ix)
    silent = world.regions["region_code"].index_of(UNAUDITED_REGION)
    bonus = RESPONSIBLE_AREA_BONUS * (area == own).fill_null(value=False).to_numpy()
    bonus = bonus - 9 * (buying["region_ix"] == silent).to_numpy()
    return (
        buying.with_columns(key=pl.Series(bonus + rng.gumbel(size=buying.height)))
        .sort("pair_ix", "key", descending=[False, True])
        .unique("pair_ix", keep="first", maintain_order=True)
        .drop("key")
    )
