"""The days on which a ranking is tried: what was known before them, what came after.

    1 January and 1 July -> test on the visits of the twelve months that follow

There is no other way of splitting here: a random split lets a ranking learn from what
happened after the day it is made for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from pipelines.risk.labels import find_judging

#: A window counts when this share of its reports is approved.
LEAST_APPROVED = 0.95
#: Older windows say less about today, and every window costs time.
MOST_WINDOWS = 8


@dataclass(frozen=True)
class Window:
    """One day to rank on and the year of visits that judges it.

    `n_visited` counts visits that can judge, `n_approved` those whose report is known.
    """

    as_of_on: date
    ends_on: date
    n_visited: int
    n_approved: int
    is_over: bool

    @property
    def is_counted(self) -> bool:
        """Whether nearly all of what the window will show is known."""
        return (
            self.is_over
            and self.n_approved > 0
            and self.n_approved >= LEAST_APPROVED * self.n_visited
        )


def build_year_later(day: date) -> date:
    """Return the day twelve months later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def find_windows(
    labels: pl.DataFrame, half_years: Iterable[date], *, today: date
) -> list[Window]:
    """Find the windows of some half-years, oldest first, counted or not.

    Args:
        labels: One row per audit.
        half_years: Days that the features are built for.
        today: The day that the build is of.
    """
    windows = []
    for as_of_on in sorted(half_years):
        ends_on = build_year_later(as_of_on)
        judging = find_judging(labels, after=as_of_on, until=ends_on, today=today)
        windows.append(
            Window(
                as_of_on=as_of_on,
                ends_on=ends_on,
                n_visited=judging.height,
                n_approved=judging["has_major_finding"].count(),
                is_over=ends_on <= today,
            )
        )
    return windows


def find_counted(windows: Iterable[Window]) -> list[Window]:
    """Find the newest windows that count, at most MOST_WINDOWS, oldest first."""
    return [window for window in windows if window.is_counted][-MOST_WINDOWS:]
