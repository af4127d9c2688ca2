"""What needs somebody's attention, as sentences that say how much and of what."""

from collections.abc import Iterator

import polars as pl

from app.charts.goal_words import show_chance
from app.formatting import show_number
from app.messages import _, ngettext

LONGEST_LIST = 6
MOST_OF_A_KIND = 3
# A forecast is a warning when missing the target is more likely than not.
EVEN_CHANCE = 50


def build_attention(
    goals: pl.DataFrame, missing: pl.DataFrame, cases: dict[str, int]
) -> tuple[str, ...]:
    """Build at most six sentences: old cases, weak forecasts, unknown, silent regions.

    Args:
        goals: As from `fetch_goals`; those with n_missing become sentences.
        missing: As from `fetch_missing_regions`.
        cases: As from `fetch_open_case_totals`.
    """
    return tuple(
        [
            *_find_old_cases(cases),
            *_find_weak_forecasts(goals),
            *_find_without_figures(goals),
            *_find_silent_regions(missing),
            *_find_unknown(goals),
        ][:LONGEST_LIST]
    )


def _find_old_cases(cases: dict[str, int]) -> Iterator[str]:
    if cases["n_over_one_year"]:
        yield ngettext(
            "%(n)s case has been open for more than 12 months, of %(all)s open.",
            "%(n)s cases have been open for more than 12 months, of %(all)s open.",
            cases["n_over_one_year"],
            all=show_number(cases["n_open"]),
        )


def _find_weak_forecasts(goals: pl.DataFrame) -> Iterator[str]:
    """Name the core goals most likely to be missed, the least likely first."""
    weak = goals.filter(
        pl.col("class_code") == "core",
        pl.col("target_chance_pct") < EVEN_CHANCE,
        pl.col("doubt_code").is_null(),
    ).sort("target_chance_pct")
    if weak.is_empty():
        return
    named = [
        f"{row['kpi_name']} ({show_chance(row['target_chance_pct'])})"
        for row in weak.head(MOST_OF_A_KIND).iter_rows(named=True)
    ]
    yield ngettext(
        "%(n)s goal is expected to end %(year)s under its target (chance of reaching "
        "it): %(goals)s.",
        "%(n)s goals are expected to end %(year)s under their target (chance of "
        "reaching it): %(goals)s.",
        weak.height,
        year=str(weak["forecast_year"][0]),
        goals=", ".join(named),
    )


def _find_without_figures(goals: pl.DataFrame) -> Iterator[str]:
    n_without = goals.filter(
        pl.col("class_code") == "core", pl.col("status_reason_code") == "no_data"
    ).height
    if n_without:
        yield ngettext(
            "%(n)s goal has no figure for the year.",
            "%(n)s goals have no figure for the year.",
            n_without,
        )


def _find_silent_regions(missing: pl.DataFrame) -> Iterator[str]:
    # For a single region its own rows say so already; all silent is no data at all.
    rows = missing.filter(
        pl.col("n_regions") > 1, pl.col("n_missing") < pl.col("n_regions")
    )
    for row in rows.head(MOST_OF_A_KIND).iter_rows(named=True):
        yield ngettext(
            "%(n)s of %(all)s regions has nothing registered for: %(goal)s.",
            "%(n)s of %(all)s regions have nothing registered for: %(goal)s.",
            row["n_missing"],
            all=show_number(row["n_regions"]),
            goal=row["kpi_name"],
        )


def _find_unknown(goals: pl.DataFrame) -> Iterator[str]:
    rows = goals.filter(pl.col("n_missing") > 0).sort("n_missing", descending=True)
    for row in rows.head(MOST_OF_A_KIND).iter_rows(named=True):
        yield ngettext(
            "The answer is unknown for %(n)s case behind: %(goal)s.",
            "The answer is unknown for %(n)s cases behind: %(goal)s.",
            row["n_missing"],
            goal=row["kpi_name"],
        )


def build_change_sentence(n_changed: int) -> str:
    """Say how many published figures changed with this build."""
    if not n_changed:
        return _("No published figure changed with this build.")
    return ngettext(
        "%(n)s published figure changed with this build.",
        "%(n)s published figures changed with this build.",
        n_changed,
    )
