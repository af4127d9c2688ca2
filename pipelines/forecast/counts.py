"""The rest of a year's count: negative binomial, Poisson or binomial.

What has come so far speaks for the whole year as far as earlier years leave it open:
where every year comes to much the same, a fast spring means a slow autumn; where years
differ, it means a good year.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from pipelines.forecast.season import Season, fit_clustering, fit_season
from pipelines.forecast.yearly import fit_yearly

Numbers = NDArray[np.float64]

#: The rest of a year is never surer than this part of a Poisson variance.
LEAST_VARIANCE = 0.1
SMALLEST_REST = 0.02
#: Closer to a Poisson distribution than this is one.
ALIKE = 1e-3


@dataclass(frozen=True)
class CountOutlook:
    """A coming year as seen from its first day; the same order of places everywhere."""

    mean: Numbers
    variance: Numbers
    clustering: Numbers
    doubt: Numbers
    season: Season


@dataclass(frozen=True)
class Rest:
    """What is still to come, per place: mean and variance of a whole number."""

    mean: Numbers
    variance: Numbers

    def find_quantile(self, chance: float) -> Numbers:
        """Return the smallest number that is not passed with at least this chance."""
        wide, size, part = self._split()
        return np.where(
            wide,
            stats.nbinom.ppf(
                chance, np.where(wide, size, 1.0), np.where(wide, part, 0.5)
            ),
            stats.binom.ppf(chance, np.where(wide, 1, size), np.where(wide, 0.5, part)),
        )

    def find_chance_of(self, least: Numbers) -> Numbers:
        """Return the chance that at least this much comes."""
        wide, size, part = self._split()
        below = np.ceil(least) - 1
        return np.where(
            wide,
            stats.nbinom.sf(
                below, np.where(wide, size, 1.0), np.where(wide, part, 0.5)
            ),
            stats.binom.sf(below, np.where(wide, 1, size), np.where(wide, 0.5, part)),
        )

    def draw(self, n_draws: int, random: np.random.Generator) -> Numbers:
        """Draw numbers, draws × places."""
        wide, size, part = self._split()
        shape = (n_draws, self.mean.size)
        many = random.negative_binomial(
            np.where(wide, size, 1.0), np.where(wide, part, 0.5), shape
        )
        few = random.binomial(
            np.where(wide, 1, size).astype(np.int64), np.where(wide, 0.5, part), shape
        )
        return np.where(wide, many, few).astype(float)

    def _split(self) -> tuple[NDArray[np.bool_], Numbers, Numbers]:
        # A Poisson variance is taken as the nearest negative binomial.
        variance = np.where(
            np.abs(self.variance - self.mean) < ALIKE * self.mean,
            self.mean * (1 + ALIKE),
            self.variance,
        )
        wide = variance > self.mean
        excess = np.abs(variance - self.mean)
        tries = np.maximum(np.ceil(self.mean**2 / excess), np.ceil(self.mean))
        size = np.where(wide, self.mean**2 / excess, tries)
        part = np.where(wide, self.mean / variance, self.mean / tries)
        return wide, size, part


def fit_counts(months: Numbers, levels: NDArray[np.int_]) -> CountOutlook:
    """Fit the coming year of every place.

    Args:
        months: Places × whole earlier years × 12.
        levels: Level of each place; places of one level learn from each other.
    """
    pooled = months[levels == levels.min()].sum(axis=0)
    season = fit_season(pooled)
    mean, variance, clustering, doubt = (np.zeros(levels.size) for _ in range(4))
    for level in np.unique(levels):
        at = levels == level
        clustering[at] = fit_clustering(months[at], season.parts)
        yearly = fit_yearly(months[at].sum(axis=2), clustering[at][0])
        mean[at], variance[at], doubt[at] = yearly.mean, yearly.variance, yearly.doubt
    season = fit_season(pooled, max(float(clustering[levels.argmin()]), 1.0))
    return CountOutlook(mean, variance, clustering, doubt, season)


def build_rest(outlook: CountOutlook, so_far: Numbers, months_known: float) -> Rest:
    """Tell what is still to come of the year.

    Args:
        outlook: The year as seen from its first day.
        so_far: What has come, per place.
        months_known: How much of the year that is, more than 0 and below 12.
    """
    part = outlook.season.find_part(months_known)
    part_variance = part * (1 - part) / (outlook.season.weight + 1)
    expected = outlook.mean
    for _ in range(2):
        # The scatter of what came so far grows with the year it is part of.
        scatter = (
            outlook.clustering * part * (1 - part) * expected
            + part_variance * expected**2
        )
        trust = outlook.variance * part / (outlook.variance * part**2 + scatter)
        expected = outlook.mean + trust * (so_far - part * outlook.mean)
        expected = np.maximum(expected, so_far + SMALLEST_REST)
    variance = outlook.variance * scatter / (outlook.variance * part**2 + scatter)
    variance *= outlook.doubt
    mean = expected - so_far
    return Rest(mean=mean, variance=np.maximum(variance, LEAST_VARIANCE * mean))
