"""What needs somebody's attention, as sentences that say how much and of what."""

from collections.abc import Iterator

import polars as pl

from app.formatting import show_number
from app.messages import ngettext

LONGEST_LIST = 4


def build_attention(
    goals: pl.DataFrame, missing: pl.DataFrame, cases: dict[str, int]
) -> tuple[str, ...]:
    """Build at most four sentences: old cases, silent regions, unknown answers.

    Args:
        goals: As from `fetch_goals`; those with n_missing become sentences.
        missing: As from `fetch_missing_regions`.
        cases: As from `fetch_open_case_totals`.
    """
    return tuple(
        [
            *_find_old_cases(cases),
            *_find_unknown(goals),
            *_find_silent_regions(missing),
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


def _find_silent_regions(missing: pl.DataFrame) -> Iterator[str]:
    # For a single region its own cards say so already.
    for row in missing.filter(pl.col("n_regions") > 1).iter_rows(named=True):
        yield ngettext(
            "%(n)s of %(all)s regions has nothing registered for: %(goal)s.",
            "%(n)s of %(all)s regions have nothing registered for: %(goal)s.",
            row["n_missing"],
            all=show_number(row["n_regions"]),
            goal=row["kpi_name"],
        )


def _find_unknown(goals: pl.DataFrame) -> Iterator[str]:
    for row in goals.filter(pl.col("n_missing") > 0).iter_rows(named=True):
        yield ngettext(
            "The answer is unknown for %(n)s case behind: %(goal)s.",
            "The answer is unknown for %(n)s cases behind: %(goal)s.",
            row["n_missing"],
            goal=row["kpi_name"],
        )
