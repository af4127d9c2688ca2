"""Draw the dates and clause of each contract, and its answers on the environment."""

import numpy as np
import polars as pl

from pipelines.example.periods import (
    DATA_DATE,
    Days,
    Flags,
    draw_blanked,
    find_day,
)
from pipelines.example.world import World

DURATION_MONTHS = (24, 36, 48, 60)
DURATION_SHARES = (0.25, 0.3, 0.35, 0.1)
#: The clause of 2016 came, and the one of 2021 took over during these days.
SIX_ROUTINES_FROM = find_day(2016, 1, 1)
SEVEN_REQUIREMENTS_FROM = find_day(2021, 7, 1)
SEVEN_REQUIREMENTS_ALONE = find_day(2023, 1, 1)
#: Shares of yes and of unknown among new lines whose product has a package, by year.
COVERED_ANSWERS = {2023: (0.44, 0.32), 2024: (0.57, 0.25), 2025: (0.66, 0.20)}
UNCOVERED_ANSWERS = (0.04, 0.5)
#: Shares of no and of unknown about the right to inspect, by clause. Who has said
#: nothing of the clause has said nothing of this.
INSPECTION_ANSWERS = {
    "six_routines_2016": (0.06, 0.3),
    "seven_requirements_2021": (0.02, 0.12),
}


def draw_terms(
    rng: np.random.Generator, world: World, pairs: pl.DataFrame, contracts: pl.DataFrame
) -> pl.DataFrame:
    """Draw dates and clause columns and put the contracts in order of start.

    Args:
        rng: The stream of the contracts.
        world: For which categories are prioritised.
        pairs: The supplier × category units.
        contracts: `pair_ix`, `start_month` (counted from year 1) and the counts.
    """
    months = contracts["start_month"].to_numpy() - 1970 * 12
    n = len(months)
    first_days = months.astype("datetime64[M]").astype("datetime64[D]")
    starts = first_days + rng.choice([0, 14], n, p=[0.8, 0.2]).astype("timedelta64[D]")
    lasting = months + rng.choice(DURATION_MONTHS, n, p=DURATION_SHARES)
    ends = lasting.astype("datetime64[M]").astype("datetime64[D]") - 1
    advertised = starts - rng.integers(120, 270, n).astype("timedelta64[D]")
    category = world.categories["is_prioritised"].to_numpy()
    is_prioritised = category[pairs["category_ix"].to_numpy()][contracts["pair_ix"]]
    is_seven = _draw_seven(rng, starts)
    return (
        contracts.drop("start_month")
        .with_columns(
            starts_on=pl.Series(starts),
            ends_on=pl.Series(draw_blanked(rng, ends, 0.03)),
            advertised_on=pl.Series(draw_blanked(rng, advertised, 0.06)),
            clause_version_code=_find_version(rng, starts, is_seven),
            clause_level_code=_draw_level(rng, is_seven, is_prioritised),
        )
        .sort("starts_on", maintain_order=True)
        .with_columns(
            contract_number="AVT-"
            + pl.col("starts_on").dt.year().cast(pl.String)
            + "-"
            + pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(5)
        )
    )


def draw_environmental_answers(
    rng: np.random.Generator, world: World, contracts: pl.DataFrame, lines: pl.DataFrame
) -> pl.Series:
    """Draw, per contract line, whether the common requirements are in the contract.

    A product is covered when its first package was adopted before the tender was
    published. One answer holds for a contract's product in all its regions, but some
    regions have not looked.

    Returns:
        yes, no, unknown or null (a blank cell), in the order of `lines`.
    """
    contract_ix = lines["contract_ix"].to_numpy()
    starts = contracts["starts_on"].dt.year().to_numpy()[contract_ix]
    adopted = _find_first_adoption(world)[lines["product_ix"].to_numpy()]
    is_covered = contracts["advertised_on"].to_numpy()[contract_ix] > adopted
    p_yes, p_unknown = np.broadcast_to(
        np.array(UNCOVERED_ANSWERS)[:, None], (2, lines.height)
    ).copy()
    for year, shares in COVERED_ANSWERS.items():
        rows = is_covered & (starts == year)
        p_yes[rows], p_unknown[rows] = shares
    p_yes[starts < min(COVERED_ANSWERS)] = 0
    decided = rng.random(len(contracts))[contract_ix]
    looked = rng.random(lines.height)
    answer = np.where(decided < p_yes / (1 - p_unknown), "yes", "no")
    answer = np.where(looked < p_unknown, "unknown", answer)
    # Half of what is not known is simply a blank cell.
    is_blank = looked < p_unknown / 2
    return pl.select(pl.when(pl.Series(~is_blank)).then(pl.Series(answer))).to_series()


def draw_right_to_inspect(
    rng: np.random.Generator, contracts: pl.DataFrame
) -> pl.Series:
    """Draw, per contract, whether its clause gives a right to inspect.

    Returns:
        yes, no or null (a blank cell), in the order of `contracts`.
    """
    version = contracts["clause_version_code"]
    p_no, p_unknown = (
        version.replace_strict(
            {code: shares[turn] for code, shares in INSPECTION_ANSWERS.items()},
            default=float(turn),
        ).to_numpy()
        for turn in (0, 1)
    )
    drawn = rng.random(contracts.height)
    answer = np.where(drawn < p_no, "no", "yes")
    is_blank = drawn >= 1 - p_unknown
    return pl.select(pl.when(pl.Series(~is_blank)).then(pl.Series(answer))).to_series()


def _draw_seven(rng: np.random.Generator, starts: Days) -> Flags:
    span = (SEVEN_REQUIREMENTS_ALONE - SEVEN_REQUIREMENTS_FROM).astype(float)
    share = (starts - SEVEN_REQUIREMENTS_FROM).astype(float) / span
    return rng.random(len(starts)) < share


def _find_version(rng: np.random.Generator, starts: Days, is_seven: Flags) -> pl.Series:
    version = np.where(is_seven, "seven_requirements_2021", "six_routines_2016")
    is_known = (starts >= SIX_ROUTINES_FROM) & (rng.random(len(starts)) > 0.04)
    return pl.select(pl.when(pl.Series(is_known)).then(pl.Series(version))).to_series()


def _draw_level(
    rng: np.random.Generator, is_seven: Flags, is_prioritised: Flags
) -> pl.Series:
    """Draw the level; only the clause of 2021 has levels."""
    is_advanced = rng.random(len(is_seven)) < np.where(is_prioritised, 0.93, 0.1)
    level = np.where(is_advanced, "advanced", "basic")
    return pl.select(pl.when(pl.Series(is_seven)).then(pl.Series(level))).to_series()


def _find_first_adoption(world: World) -> Days:
    """Find when each product's first package was adopted; far ahead where never."""
    adopted = (
        world.products.select("product_code")
        .join(world.packages, on="product_code", how="left", maintain_order="left")
        .group_by("product_code", maintain_order=True)
        .agg(pl.col("adopted_on").str.to_date().min())
    )
    return (
        adopted["adopted_on"].fill_null(DATA_DATE.replace(year=DATA_DATE.year + 9))
    ).to_numpy()
