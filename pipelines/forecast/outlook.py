"""How one KPI's year may end, seen from a point within it.

Only earlier years and the months before that point are looked at, whatever else the
history holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.forecast.counts import CountOutlook, Rest, build_rest, fit_counts
from pipelines.forecast.figures import FEWEST_YEARS, History
from pipelines.forecast.shares import ShareOutlook, draw_year, fit_shares

Numbers = NDArray[np.float64]

SEED = 2025
#: One interval everywhere: eight in ten.
LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9
HELD = HIGH - LOW
#: Shares are computed; a target is reached also when the last bit says otherwise.
EQUAL = 1e-9


@dataclass(frozen=True)
class Outlook:
    """A year of one KPI as seen from its first day, for the places that have a past.

    `at` are their positions in the history, `year` is the position of the year.
    """

    history: History
    year: int
    at: NDArray[np.int_]
    coming: CountOutlook | ShareOutlook


@dataclass(frozen=True)
class CountEnding:
    """How a count may end: what has come, and a distribution of the rest."""

    so_far: Numbers
    rest: Rest

    def find_quantile(self, chance: float) -> Numbers:
        """Return the figure that is not passed with at least this chance."""
        return self.so_far + self.rest.find_quantile(chance)

    def find_chance_of(self, least: Numbers) -> Numbers:
        """Return the chance of at least this figure."""
        return self.rest.find_chance_of(least - self.so_far)

    def find_chance_above(self, most: Numbers) -> Numbers:
        """Return the chance of more than this figure."""
        return self.find_chance_of(np.floor(most) + 1)

    def find_next(self, figure: Numbers, step: int) -> Numbers:
        """Return the nearest figure above (step 1) or below (step -1)."""
        return figure + step


@dataclass(frozen=True)
class ShareEnding:
    """How a share may end: draws × places, and what more it is a share of."""

    shares: Numbers
    rest: Numbers

    def find_quantile(self, chance: float) -> Numbers:
        """Return the figure that is not passed with at least this chance."""
        ordered = np.sort(self.shares, axis=0)
        n_drawn = np.isfinite(self.shares).sum(axis=0)
        row = np.clip(np.ceil(chance * n_drawn).astype(int) - 1, 0, None)
        return ordered[row, np.arange(row.size)]

    def find_chance_of(self, least: Numbers) -> Numbers:
        """Return the share of the draws that reach at least this figure."""
        drawn = np.isfinite(self.shares).sum(axis=0)
        reached = (self.shares >= least - EQUAL).sum(axis=0)
        return reached / np.maximum(drawn, 1)

    def find_chance_above(self, most: Numbers) -> Numbers:
        """Return the share of the draws that end above this figure."""
        return self.find_chance_of(most + 2 * EQUAL)

    def find_next(self, figure: Numbers, step: int) -> Numbers:
        """Return the nearest drawn figure above (step 1) or below (step -1)."""
        beyond = step * (self.shares - figure) > EQUAL
        away = np.where(beyond, step * self.shares, np.inf).min(axis=0)
        return np.where(np.isfinite(away), step * away, figure)


@dataclass(frozen=True)
class Interval:
    """Both ends, which belong to it, and the chance that the year ends within."""

    low: Numbers
    high: Numbers
    chance: Numbers


def fit_outlook(history: History, year: int) -> Outlook | None:
    """Fit a year from the years before it; nothing when no place has enough of them.

    Args:
        history: One KPI.
        year: Position of the year in the history.
    """
    at = np.flatnonzero(find_years_known(history, year) >= FEWEST_YEARS)
    if not at.size:
        return None
    levels = history.levels[at]
    earlier = history.numerators[at, :year]
    if history.denominators is None:
        return Outlook(history, year, at, fit_counts(earlier, levels))
    of = history.denominators[at, :year]
    return Outlook(history, year, at, fit_shares(earlier, of, levels))


def find_years_known(history: History, year: int) -> NDArray[np.int_]:
    """Return in how many of the years before a year each place has figures."""
    return history.has_figures[:, :year].sum(axis=1)


def build_ending(
    outlook: Outlook, months_known: float, *, n_draws: int
) -> CountEnding | ShareEnding:
    """Tell how the year may end.

    Args:
        outlook: The year as seen from its first day.
        months_known: Months of it that have come, above 0 and below 12.
        n_draws: How many draws a share gets.
    """
    months = slice(0, int(np.ceil(months_known)))
    history, at, year = outlook.history, outlook.at, outlook.year
    so_far = history.numerators[at, year, months].sum(axis=1)
    if isinstance(outlook.coming, CountOutlook):
        return CountEnding(so_far, build_rest(outlook.coming, so_far, months_known))
    if history.denominators is None:
        raise TypeError(f"{history.kpi_id} is a share of nothing.")
    of = history.denominators[at, year, months].sum(axis=1)
    random = np.random.default_rng([SEED, history.first_year + year, months.stop])
    return ShareEnding(
        *draw_year(outlook.coming, so_far, of, months_known, random, n_draws)
    )


def build_joint(
    endings: Sequence[CountEnding | ShareEnding],
) -> CountEnding | ShareEnding:
    """Put endings of one KPI side by side, so that they are worked out at once."""
    counts = [ending for ending in endings if isinstance(ending, CountEnding)]
    if counts:
        return CountEnding(
            np.concatenate([count.so_far for count in counts]),
            Rest(
                np.concatenate([count.rest.mean for count in counts]),
                np.concatenate([count.rest.variance for count in counts]),
            ),
        )
    shares = [ending for ending in endings if isinstance(ending, ShareEnding)]
    return ShareEnding(
        np.concatenate([share.shares for share in shares], axis=1),
        np.concatenate([share.rest for share in shares], axis=1),
    )


def find_interval(ending: CountEnding | ShareEnding) -> Interval:
    """Return the interval whose chance lies nearest eight in ten.

    Few things make few figures: an interval from the tenth to the ninetieth percentile
    would then hold far more often than it says.
    """
    middle = ending.find_quantile(MIDDLE)
    low, high = ending.find_quantile(LOW), ending.find_quantile(HIGH)
    narrower = np.minimum(ending.find_next(low, 1), middle)
    shorter = np.maximum(ending.find_next(high, -1), middle)
    lows = np.stack([low, narrower, low, narrower])
    highs = np.stack([high, high, shorter, shorter])
    chances = np.stack(
        [
            ending.find_chance_of(one) - ending.find_chance_above(other)
            for one, other in zip(lows, highs, strict=True)
        ]
    )
    nearest = (np.abs(chances - HELD).argmin(axis=0), np.arange(low.size))
    return Interval(lows[nearest], highs[nearest], chances[nearest])
