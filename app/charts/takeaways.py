"""The sentence over a figure by year: what it is, and whether it has changed.

A change is only told of two whole years that follow each other, count the same thing
and are shown; of shares only when it is more than chance explains (Newcombe's interval
of a difference, 1998, made of Wilson's two).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from app.charts.figures import check_held_back, show_actual, show_unit
from app.charts.spec import Row
from app.charts.words import Period
from app.messages import N_, _

# Of a normal distribution, 95 % lie within so many standard deviations.
Z = 1.959964
SENTENCES = {
    "rose": N_("%(what)s rose in %(year)s from %(before)s to %(now)s"),
    "fell": N_("%(what)s fell in %(year)s from %(before)s to %(now)s"),
    "unchanged": N_("%(what)s %(year)s: unchanged at %(now)s"),
    "about_unchanged": N_("%(what)s %(year)s: about unchanged at %(now)s"),
    "not_told_apart": N_(
        "%(what)s %(year)s: %(now)s, cannot be told apart with certainty from "
        "%(before)s the year before"
    ),
    "alone": N_("%(what)s %(year)s: %(now)s"),
    "so_far": N_("%(what)s so far in %(year)s: %(now)s"),
    "held_back": N_("%(what)s %(year)s: the group is too small to be shown in numbers"),
    "missing": N_("%(what)s %(year)s: no figure"),
}


@dataclass(frozen=True)
class Measured:
    """What is measured, in words and in its unit; `unit_name` may be empty."""

    what: str
    unit_code: str
    unit_name: str = ""


def build_takeaway(
    measured: Measured,
    rows: Mapping[int, Row],
    period: Period,
    breaks: Sequence[date] = (),
) -> str:
    """Say a year's figure, and how it stands against the year before where it can.

    Args:
        measured: What is measured.
        rows: By year: actual, numerator, denominator, held_back_code.
        period: The year that is spoken of, and the one that is not over.
        breaks: Days from which the series counts something else.
    """
    now = rows.get(period.year)
    before = find_year_before(rows, period, breaks)
    is_part = period.is_part_year
    code = find_change(now, before, measured.unit_code, is_part_year=is_part)
    sentence = SENTENCES[code]
    return _(
        sentence,
        what=measured.what,
        year=str(period.year),
        now=_show(now, measured, has_unit=True),
        before=_show(before, measured, has_unit=False),
    )


def find_year_before(
    rows: Mapping[int, Row], period: Period, breaks: Sequence[date]
) -> Row | None:
    """Find the year before where a comparison with it is fair, else nothing."""
    before = rows.get(period.year - 1)
    if before is None or before["actual"] is None or check_held_back(before):
        return None
    if period.part_year in (period.year, period.year - 1):
        return None
    # A year that changed its count under way is like neither neighbour.
    first, last = date(period.year - 1, 1, 2), date(period.year, 12, 31)
    return None if any(first <= day <= last for day in breaks) else before


def find_change(
    now: Row | None, before: Row | None, unit_code: str, *, is_part_year: bool = False
) -> str:
    """Find what may be said of a figure; see the keys of SENTENCES.

    Args:
        now: The year's row, if any.
        before: The row it may be compared with, if any.
        unit_code: The unit of both.
        is_part_year: Whether the year is not over.
    """
    if now is not None and check_held_back(now):
        return "held_back"
    if now is None or now["actual"] is None:
        return "missing"
    if is_part_year:
        return "so_far"
    if before is None or unit_code == "done":
        return "alone"
    return _find_direction(now, before, unit_code)


def check_told_apart(now: Row, before: Row) -> bool:
    """Tell whether two shares differ by more than chance explains.

    Args:
        now: numerator and denominator, both of them counts.
        before: Likewise.
    """
    low, high = find_difference(
        (now["numerator"], now["denominator"]),
        (before["numerator"], before["denominator"]),
    )
    return low > 0 or high < 0


def find_difference(
    one: tuple[float, float], other: tuple[float, float]
) -> tuple[float, float]:
    """Find the 95 % interval of one share less another, each part of a whole.

    Source: Newcombe 1998, method 10.
    """
    share, low, high = _find_interval(*one)
    other_share, other_low, other_high = _find_interval(*other)
    difference = share - other_share
    return (
        difference - sqrt((share - low) ** 2 + (other_high - other_share) ** 2),
        difference + sqrt((high - share) ** 2 + (other_share - other_low) ** 2),
    )


def _find_direction(now: Row, before: Row, unit_code: str) -> str:
    if now["actual"] == before["actual"]:
        return "unchanged"
    is_counted = all(row["denominator"] for row in (now, before))
    if unit_code == "percent" and is_counted and not check_told_apart(now, before):
        return "not_told_apart"
    if show_actual(now, unit_code) == show_actual(before, unit_code):
        return "about_unchanged"
    return "rose" if now["actual"] > before["actual"] else "fell"


def _find_interval(part: float, whole: float) -> tuple[float, float, float]:
    """Find a share and the ends of its 95 % interval (Wilson 1927)."""
    # A sum of weights may lie outside its whole by a rounding error.
    share = min(max(part / whole, 0.0), 1.0)
    middle = share + Z**2 / (2 * whole)
    half = Z * sqrt(share * (1 - share) / whole + (Z / (2 * whole)) ** 2)
    shrunk = 1 + Z**2 / whole
    # The last digit of a number should not put an end on the wrong side.
    low, high = (middle - half) / shrunk, (middle + half) / shrunk
    return share, min(max(low, 0.0), share), max(min(high, 1.0), share)


def _show(row: Row | None, measured: Measured, *, has_unit: bool) -> str:
    """Write a figure, with its unit where neither it nor the words before say it."""
    if row is None or row["actual"] is None:
        return ""
    figure = show_actual(row, measured.unit_code)
    unit = show_unit(measured.unit_code, measured.unit_name)
    is_said = unit.casefold() in measured.what.casefold()
    return f"{figure} {unit}".strip() if has_unit and not is_said else figure
