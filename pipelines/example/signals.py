"""Let the world say something about the suppliers: more about the risky, with noise.

true risk per year -> [signals] -> the signals' export
"""

import numpy as np
import polars as pl

from pipelines.example.periods import (
    Indexes,
    Numbers,
    draw_workdays,
    find_day,
    find_last_day,
)

#: Counted signals: mean per supplier and year at mean risk (log), slope on true risk.
COUNTED = {"media_reports": (-3.0, 0.45), "incident_reports": (-3.6, 0.6)}
#: Measured signals: share measured each year, mean, slope on true risk, spread, digits.
MEASURED = {
    "price_against_median": (0.06, 0.0, -0.05, 0.2, 2),
    "staff_turnover_pct": (0.04, 14.0, 1.5, 5.0, 1),
}


def draw_signals(
    rng: np.random.Generator, numbers: pl.Series, logits: Numbers, first_year: int
) -> pl.DataFrame:
    """Draw one row per number that became known about a supplier.

    Args:
        rng: The stream of the topic.
        numbers: Organisation number per supplier.
        logits: Shape (suppliers, years): the true risk.
        first_year: The year of the first column.

    Returns:
        In order of the day it became known.
    """
    risk = logits - logits.mean()
    parts = []
    for name, (base, slope) in COUNTED.items():
        counts = rng.poisson(np.exp(base + slope * risk))
        rows = np.nonzero(counts)
        parts.append(
            _build_part(rng, name, rows, counts[rows].astype(float), first_year)
        )
    for name, (share, mean, slope, spread, digits) in MEASURED.items():
        rows = np.nonzero(rng.random(risk.shape) < share)
        drawn = mean + slope * risk[rows] + rng.normal(0, spread, len(rows[0]))
        # A turnover below zero does not exist, and a price is never all discounted.
        drawn = np.maximum(np.round(drawn, digits), 0.0 if mean else -0.9)
        parts.append(_build_part(rng, name, rows, drawn, first_year))
    signals = pl.concat(parts)
    return signals.with_columns(
        organisation_number=numbers.gather(signals["supplier_ix"])
    ).sort("known_on", "supplier_ix", "signal_name")


def _build_part(
    rng: np.random.Generator,
    name: str,
    rows: tuple[Indexes, ...],
    drawn: Numbers,
    first_year: int,
) -> pl.DataFrame:
    supplier_ix, year_ix = rows
    n_years = int(year_ix.max(initial=0)) + 1
    years = range(first_year, first_year + n_years)
    first = np.array([find_day(year, 1, 10) for year in years])
    last = np.array([find_last_day(year) for year in years])
    return pl.DataFrame(
        {
            "supplier_ix": supplier_ix,
            "known_on": draw_workdays(rng, first[year_ix], last[year_ix]),
            "signal_name": np.full(len(supplier_ix), name),
            "signal_number": drawn,
        }
    )
