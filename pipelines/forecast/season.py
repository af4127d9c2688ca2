"""How a year is spread over its months, pooled over all places of a KPI."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.forecast.figures import MONTHS

#: The months begin as equal, as sure as after so many things counted.
EVEN_THINGS = 6.0
LEAST_CLUSTERING = 0.3
#: Earlier months are joined by so many that lie as chance alone would put them.
CHANCE_MONTHS = 4.0


@dataclass(frozen=True)
class Season:
    """Each month's part of a year, and how many things that rests on."""

    parts: NDArray[np.float64]
    weight: float

    def find_part(self, months_known: float) -> float:
        """Return the part of a year that lies before a point within it."""
        whole = int(months_known)
        begun = (
            self.parts[whole] * (months_known - whole) if months_known > whole else 0
        )
        return float(self.parts[:whole].sum() + begun)


def fit_season(months: NDArray[np.float64], clustering: float = 1.0) -> Season:
    """Fit the month parts.

    Args:
        months: Earlier years × 12, summed over places.
        clustering: How many things come together; they count as one.
    """
    counted = months.sum(axis=0) / clustering + EVEN_THINGS / MONTHS
    return Season(parts=counted / counted.sum(), weight=float(counted.sum()))


def fit_clustering(months: NDArray[np.float64], parts: NDArray[np.float64]) -> float:
    """Fit how much more, or less, months differ than things that come one by one.

    Args:
        months: Places of one level × earlier years × 12.
        parts: The season.

    Returns:
        1 for things that come by chance one by one, more where they come together,
        less where they are spread evenly.
    """
    totals = months.sum(axis=2, keepdims=True)
    seen = (totals > 0).sum()
    if not seen:
        return 1.0
    expected = totals * parts
    by_chance = (expected * (1 - parts)).sum()
    # Each year's total, and the season itself, have been fitted to the same months.
    lost = (seen * (MONTHS - 1)) / max(seen * (MONTHS - 1) - (MONTHS - 1), 1)
    found = ((months - expected) ** 2).sum() * min(lost, 2.0)
    average = by_chance / (seen * MONTHS)
    joined = CHANCE_MONTHS * average
    return max(float((found + joined) / (by_chance + joined)), LEAST_CLUSTERING)
