"""Rate the secretariat's officers once a year, per category and area of the code.

categories -> [competence] -> one row per officer and area, without the officer
"""

from datetime import date

import numpy as np
import polars as pl

from pipelines.example.network_years import Year
from pipelines.example.periods import DATA_DATE

CODE_AREAS = ("human_rights", "workers_rights", "environment", "business_ethics")
#: The secretariat had three employees until its budget was doubled.
N_OFFICERS_BEFORE, N_OFFICERS, MORE_OFFICERS_FROM = 3, 5, 2023
#: Enough to work alone; an area is covered when somebody has it.
COVERS = 3
#: Nobody is rated in everything, and a rating may lack its day.
RATED_SHARE, BLANK_DAY_SHARE = 0.7, 0.05


def draw_competence(
    rng: np.random.Generator, categories: pl.DataFrame, years: dict[int, Year]
) -> pl.DataFrame:
    """Draw the yearly ratings; the planned share of the areas is covered.

    Returns:
        One row per officer and area: assessment_year, category_code, code_area_code,
        competence_level, assessed_on. None for years that were never rated.
    """
    areas = _build_areas(categories)
    # Areas are learnt in a fixed order: what was covered one year is so the next.
    order = rng.permutation(areas.height)
    drawn = []
    for year, plan in years.items():
        if plan["competence_share"] is None:
            continue
        n_covered = round(plan["competence_share"] * areas.height)
        is_covered = np.isin(np.arange(areas.height), order[:n_covered])
        levels = _draw_levels(rng, is_covered, year)
        rated = areas[np.nonzero(levels)[0]]
        day = min(date(year, 12, 4), DATA_DATE)
        is_dated = pl.Series(rng.random(rated.height) >= BLANK_DAY_SHARE)
        drawn.append(
            rated.with_columns(
                assessment_year=pl.lit(year),
                competence_level=pl.Series(levels[np.nonzero(levels)]),
                assessed_on=pl.when(is_dated).then(pl.lit(day)),
            )
        )
    return pl.concat(drawn) if drawn else areas.clear()


def _build_areas(categories: pl.DataFrame) -> pl.DataFrame:
    prioritised = categories.filter("is_prioritised")["category_code"]
    return pl.concat(
        [
            pl.DataFrame({"category_code": prioritised}),
            pl.DataFrame({"code_area_code": CODE_AREAS}),
        ],
        how="diagonal",
    )


def _draw_levels(
    rng: np.random.Generator, is_covered: np.ndarray, year: int
) -> np.ndarray:
    """Draw a level per area and officer; 0 is not rated. One officer covers an area."""
    n = N_OFFICERS if year >= MORE_OFFICERS_FROM else N_OFFICERS_BEFORE
    levels = rng.integers(1, COVERS, (len(is_covered), n))
    levels[rng.random(levels.shape) >= RATED_SHARE] = 0
    expert = rng.integers(0, n, len(is_covered))
    rows = np.arange(len(is_covered))
    levels[rows, expert] = np.where(
        is_covered, rng.integers(COVERS, COVERS + 2, len(rows)), COVERS - 1
    )
    return levels
