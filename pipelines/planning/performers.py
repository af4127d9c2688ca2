"""Assign each audit to somebody who can make it.

Factory audits in one country and half-year are one journey, and go to one performer
when somebody has the days for all of them. First choice is the procurement region that
answers for the category, then one whose regions buy from the supplier, then the
secretariat, consultants and at last any other area.
"""

from math import inf
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.planning.limits import Limit
from pipelines.planning.solve import find_best
from pipelines.planning.wishes import CONSULTANT, PERFORMERS, SECRETARIAT, Wishes

Numbers = NDArray[np.float64]

#: What an assignment is worth by how near the performer is. Being assigned at all is
#: worth most.
RESPONSIBLE, BUYING, SHARED, HIRED, OTHER = 1.0, 0.9, 0.8, 0.7, 0.6
SECONDS = 5.0
NO_DAYS = "no_performer_days_left"


def find_performers(
    chosen: pl.DataFrame, wishes: Wishes
) -> tuple[list[str | None], list[str | None]]:
    """Find performer and journey of each audit.

    Args:
        chosen: One row per audit, in the order of supplier ids, with its days.
        wishes: `performers` tells who has how many days; when it names nobody, every
            area makes what it answers for.

    Returns:
        Performer, None where nobody has the days, and journey such as PAK-1-A, None
        where an audit is not part of one.
    """
    rows = chosen.to_dicts()
    if not rows or not wishes.performers:
        performers: list[str | None] = [
            row["responsible_procurement_region_code"] or SECRETARIAT for row in rows
        ]
        return performers, _find_trips(chosen, performers)
    days: dict[str, float] = {
        code: one.auditor_days for code, one in wishes.performers.items()
    }
    units = _build_units(chosen, max(days.values()))
    performers = [None] * len(rows)
    for unit, code in zip(units, _assign(rows, units, days), strict=True):
        for place in unit:
            performers[place] = code
    return performers, _find_trips(chosen, performers)


def _build_units(chosen: pl.DataFrame, most_days: float) -> list[list[int]]:
    """Build what one performer gets: a journey that somebody has days for, or one."""
    journeys = (
        chosen.with_row_index("place")
        .filter("is_factory", pl.col("main_country_code").is_not_null())
        .group_by("main_country_code", "half_year", maintain_order=True)
        .agg("place", days=pl.col("auditor_days").sum())
        .filter(pl.col("days") <= most_days, pl.col("place").list.len() > 1)["place"]
        .to_list()
    )
    together = {place for journey in journeys for place in journey}
    return [
        *journeys,
        *([place] for place in range(chosen.height) if place not in together),
    ]


def _assign(
    rows: list[dict[str, Any]], units: list[list[int]], days: dict[str, float]
) -> list[str | None]:
    codes = [code for code in PERFORMERS if code in days]
    needed = np.array([sum(rows[i]["auditor_days"] for i in unit) for unit in units])
    nearness = np.array(
        [
            [np.mean([_score_nearness(rows[i], code) for i in unit]) for code in codes]
            for unit in units
        ]
    )
    n_units, n_codes = nearness.shape
    # One more column: nobody. A unit with two audits is worth two.
    sizes = np.array([len(unit) for unit in units])[:, None]
    worth = (np.column_stack([nearness + 1.0, np.zeros(n_units)]) * sizes).ravel()
    limits = [
        Limit(
            "performer_days",
            code,
            np.outer(needed, np.arange(n_codes + 1) == turn).ravel(),
            at_least=-inf,
            at_most=days[code] + 1e-9,
        )
        for turn, code in enumerate(codes)
    ]
    of_unit = np.repeat(np.arange(n_units), n_codes + 1)
    nothing = np.zeros(worth.size, bool)
    solution = find_best(
        worth,
        limits,
        of_unit,
        must=nothing,
        never=nothing,
        one_of=np.arange(n_units),
        seconds=SECONDS,
    )
    picked = solution.chosen.reshape(n_units, n_codes + 1).argmax(axis=1)
    return [codes[turn] if turn < n_codes else None for turn in picked]


def _score_nearness(row: dict[str, Any], code: str) -> float:
    if code == row["responsible_procurement_region_code"]:
        return RESPONSIBLE
    if code in row["procurement_region_codes"]:
        return BUYING
    return {SECRETARIAT: SHARED, CONSULTANT: HIRED}.get(code, OTHER)


def _find_trips(chosen: pl.DataFrame, performers: list[str | None]) -> list[str | None]:
    together = ["main_country_code", "half_year", "performer_code"]
    is_part = (
        pl.col("is_factory")
        & pl.all_horizontal(pl.col(together).is_not_null())
        & (pl.len().over([*together, "is_factory"]) > 1)
    )
    return (
        chosen.with_columns(performer_code=pl.Series(performers, dtype=pl.String))
        .select(
            trip=pl.when(is_part).then(
                pl.format(
                    "{}-{}-{}", "main_country_code", "half_year", "performer_code"
                )
            )
        )["trip"]
        .to_list()
    )
