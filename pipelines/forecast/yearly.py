"""What a whole year usually comes to, from the years before it.

Several ways of weighing old years are tried on the years that are known; each counts
by how well it did. Places of one level (nation, A to H, regions) share what is learnt
about how surely one year tells of the next.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

#: How much a year counts beside the year after it; 0 is "same as last year".
KEPT = (0.0, 0.5, 0.8, 1.0)
#: How much of the level's earlier growth goes on.
GROWTH_KEPT = (0.0, 0.7)
#: A place's own years are joined by so many of the level's average years.
LEVEL_YEARS = 0.25
#: Earlier errors are joined by so many as large as chance alone would give.
CHANCE_ERRORS = 2.0
LARGEST_GROWTH = 0.25
SMALLEST_MEAN = 0.05
#: Where the interval that pages show ends.
TAIL = 0.9


@dataclass(frozen=True)
class YearlyOutlook:
    """Mean and variance of the year's total per place, before any of it is known.

    `doubt` is how much wider than it looks a distribution is whose variance has been
    learnt from few years: Student's t beside the normal one, squared.
    """

    mean: NDArray[np.float64]
    variance: NDArray[np.float64]
    doubt: float


def fit_yearly(totals: NDArray[np.float64], clustering: float = 1.0) -> YearlyOutlook:
    """Fit the coming year's totals.

    Args:
        totals: Places of one level × whole earlier years, at least two.
        clustering: How many things come together.
    """
    n_places, n_years = totals.shape
    ways = [(kept, growth) for kept in KEPT for growth in GROWTH_KEPT]
    errors = np.zeros(len(ways))
    coming = np.zeros((len(ways), n_places))
    for way, (kept, growth) in enumerate(ways):
        for year in range(1, n_years):
            expected = _expect(totals[:, :year], kept, growth)
            errors[way] += ((totals[:, year] - expected) ** 2 / expected).sum()
        coming[way] = _expect(totals, kept, growth)
    n_errors = n_places * (n_years - 1)
    # Many places say more than one, but they have their good and bad years together.
    certainty = min(n_errors, 4 * (n_years - 1)) / 2
    by_chance = CHANCE_ERRORS * clustering
    fit = -certainty * np.log(errors + by_chance)
    weights = np.exp(fit - fit.max())
    weights /= weights.sum()
    mean = weights @ coming
    spread = (weights @ errors + by_chance) / (n_errors + CHANCE_ERRORS)
    disagreement = weights @ (coming - mean) ** 2
    doubt = stats.t.ppf(TAIL, 2 * certainty + CHANCE_ERRORS) / stats.norm.ppf(TAIL)
    return YearlyOutlook(mean, spread * mean + disagreement, float(doubt) ** 2)


def _expect(
    totals: NDArray[np.float64], kept: float, growth_kept: float
) -> NDArray[np.float64]:
    n_years = totals.shape[1]
    back = np.arange(n_years)[::-1]
    weights = np.power(kept, back) if kept else (back == 0).astype(float)
    level = totals.sum(axis=0).mean() / totals.shape[0]
    own = (totals @ weights + LEVEL_YEARS * level) / (weights.sum() + LEVEL_YEARS)
    years_back = 1 + (weights @ back) / weights.sum()
    growth = growth_kept * _find_growth(totals.sum(axis=0)) * years_back
    return np.maximum(own * np.exp(growth), SMALLEST_MEAN)


def _find_growth(totals: NDArray[np.float64]) -> float:
    if totals.size < 2:
        return 0.0
    growth = np.log((totals[-1] + 1) / (totals[0] + 1)) / (totals.size - 1)
    return float(np.clip(growth, -LARGEST_GROWTH, LARGEST_GROWTH))
