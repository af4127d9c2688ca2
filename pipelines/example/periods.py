"""Dates of the example: when it was exported, and how days are drawn."""

from datetime import date

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.datetime64]
Numbers = npt.NDArray[np.float64]
Indexes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

#: The day the fictional exports were taken; fixed, so that files stay identical.
DATA_DATE = date(2025, 10, 31)
#: Contracts begin this many years before the first year of follow-up.
CONTRACT_YEARS_BEFORE = 2
NO_DAY = np.datetime64("NaT", "D")


def find_day(year: int, month: int, day: int) -> np.datetime64:
    """Return one calendar day as numpy counts days."""
    return np.datetime64(date(year, month, day), "D")


def find_last_day(year: int) -> np.datetime64:
    """Return the last day on which work of that year can be in the export."""
    return min(find_day(year, 12, 10), np.datetime64(DATA_DATE, "D") - 10)


def draw_workdays(
    rng: np.random.Generator, first: Days, last: Days, *, skew: float = 1.0
) -> Days:
    """Draw one weekday per row between two days; a skew above 1 leans early.

    Args:
        rng: The stream of the caller's topic.
        first: Earliest day per row.
        last: Latest day per row; a last before the first counts as the first.
        skew: Exponent on the uniform draw.
    """
    n_days = np.maximum((last - first).astype(np.int64), 0)
    share = rng.random(len(n_days)) ** skew
    drawn = first + np.floor(share * (n_days + 1)).astype("timedelta64[D]")
    return np.busday_offset(drawn, 0, roll="backward")


def draw_later(
    rng: np.random.Generator, start: Days, *, shortest: int, longest: int
) -> Days:
    """Draw one weekday per row, so many days after its start."""
    return draw_workdays(
        rng, start + np.timedelta64(shortest, "D"), start + np.timedelta64(longest, "D")
    )


def find_known(days: Days) -> Days:
    """Blank the days after the data date: nobody knew them when the file was made."""
    return np.where(days <= np.datetime64(DATA_DATE, "D"), days, NO_DAY)


def draw_blanked(rng: np.random.Generator, days: Days, share: float) -> Days:
    """Blank a share of the days, as real registers do."""
    return np.where(rng.random(len(days)) < share, NO_DAY, days)
