"""Let the world say something about the suppliers: more about the risky, with noise.

true risk per year -> [signals] -> the signals' export
"""

from collections.abc import Iterator

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
#: As counted signals, but there is a decision or none.
DECIDED = {"authority_decision": (-5.0, 0.8)}
#: Measured signals: share measured each year, mean, slope on true risk, spread, digits.
MEASURED = {
    "price_against_median": (0.06, 0.0, -0.05, 0.2, 2),
    "staff_turnover_pct": (0.04, 14.0, 1.5, 5.0, 1),
}
#: Drawn after the others, so that those stay as they were.
COUNTED_LATER = {"complaint_reports": (-4.0, 0.5)}
MEASURED_LATER = {
    "tiers_disclosed": (0.06, 1.8, -0.3, 0.8, 0),
    "subcontracting_share_pct": (0.06, 22.0, 3.0, 10.0, 0),
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
    signals = pl.concat(
        [
            *_draw_counted(rng, COUNTED, risk, first_year),
            *_draw_measured(rng, MEASURED, risk, first_year),
            *_draw_counted(rng, COUNTED_LATER, risk, first_year),
            *_draw_counted(rng, DECIDED, risk, first_year, most=1),
            *_draw_measured(rng, MEASURED_LATER, risk, first_year),
        ]
    )
    return signals.with_columns(
        organisation_number=numbers.gather(signals["supplier_ix"])
    ).sort("known_on", "supplier_ix", "signal_name")


def _draw_counted(
    rng: np.random.Generator,
    kinds: dict[str, tuple[float, float]],
    risk: Numbers,
    first_year: int,
    *,
    most: int | None = None,
) -> Iterator[pl.DataFrame]:
    for name, (base, slope) in kinds.items():
        counts = rng.poisson(np.exp(base + slope * risk))
        rows = np.nonzero(counts)
        drawn = np.minimum(counts[rows], most) if most else counts[rows]
        yield _build_part(rng, name, rows, drawn.astype(float), first_year)


def _draw_measured(
    rng: np.random.Generator,
    kinds: dict[str, tuple[float, float, float, float, int]],
    risk: Numbers,
    first_year: int,
) -> Iterator[pl.DataFrame]:
    for name, (share, mean, slope, spread, digits) in kinds.items():
        rows = np.nonzero(rng.random(risk.shape) < share)
        drawn = mean + slope * risk[rows] + rng.normal(0, spread, len(rows[0]))
        # A turnover below zero does not exist, and a price is never all discounted.
        drawn = np.clip(np.round(drawn, digits), 0.0 if mean else -0.9, 100)
        yield _build_part(rng, name, rows, drawn, first_year)


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
