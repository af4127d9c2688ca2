"""Spread the chosen audits over the two halves of the year.

Who cannot wait is visited in the first half. Factory audits in the same country go
together, so that they can be one journey; else the most valuable come first, and the
halves become as even as their room allows.
"""

import polars as pl

from pipelines.planning.limits import find_half_year_cap
from pipelines.planning.wishes import Wishes


def find_half_years(chosen: pl.DataFrame, wishes: Wishes) -> list[int]:
    """Find the half-year of each audit.

    Args:
        chosen: One row per audit in the order of supplier ids, with `is_factory`,
            `main_country_code`, `value_score` and `is_first_half_only`.
        wishes: For the room of each half.
    """
    room = _find_room(chosen, wishes)
    halves = [1 if early else 0 for early in chosen["is_first_half_only"]]
    room[1] -= sum(halves)
    units = (
        chosen.with_row_index("place")
        .with_columns(
            unit=pl.when(
                pl.col("is_factory") & pl.col("main_country_code").is_not_null()
            )
            .then("main_country_code")
            .otherwise(pl.format("{}", "place"))
        )
        .group_by("unit", maintain_order=True)
        .agg(
            pl.col("place"),
            pl.col("is_first_half_only"),
            best=pl.col("value_score").max(),
            is_bound=pl.col("is_first_half_only").any(),
        )
        .sort(["is_bound", "best", "unit"], descending=[True, True, False])
    )
    for unit in units.iter_rows(named=True):
        free = [
            place
            for place, early in zip(
                unit["place"], unit["is_first_half_only"], strict=True
            )
            if not early
        ]
        wanted = 1 if unit["is_bound"] or room[1] >= room[2] else 2
        for place in free:
            half = wanted if room[wanted] > 0 else 3 - wanted
            halves[place] = half
            room[half] -= 1
    return halves


def _find_room(chosen: pl.DataFrame, wishes: Wishes) -> dict[int, int]:
    """Find how many audits each half takes: as even as possible within their caps."""
    n = chosen.height
    caps = {half: find_half_year_cap(wishes, half) for half in (1, 2)}
    early = int(chosen["is_first_half_only"].sum())
    first = max(early, (n + 1) // 2)
    if caps[1] is not None:
        first = min(first, caps[1])
    if caps[2] is not None:
        first = max(first, n - caps[2])
    return {1: first, 2: n - first}
