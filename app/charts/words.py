"""Words that several charts share: activities, comparisons, short names."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from app.formatting import show_number
from app.messages import N_, _

LAST_DAY = (12, 31)
LONGEST_LINE = 30
ACTIVITY_NAMES = {
    "case_started": N_("Follow-ups started"),
    "case_closed": N_("Follow-ups closed"),
    "self_assessment_assessed": N_("Self-assessments assessed"),
    "office_audit": N_("Office audits"),
    "factory_audit": N_("Factory audits"),
    "re_audit": N_("Re-audits"),
}


@dataclass(frozen=True)
class Period:
    """The year the charts speak of, and the year that is not over, if any."""

    year: int
    part_year: int | None

    @property
    def is_part_year(self) -> bool:
        """Tell whether the chosen year is the one that is not over."""
        return self.year == self.part_year


def build_comparison(number: int | None, before: int | None, period: Period) -> str:
    """Compare a year's number with the year before; empty when there is none.

    A year that is not over is never said to be lower: only what all of the year
    before came to.
    """
    if before is None or number is None:
        return ""
    if period.is_part_year:
        return _(
            "all of %(year)s: %(number)s",
            year=period.year - 1,
            number=show_number(before),
        )
    if number == before:
        return _("as many as in %(year)s", year=period.year - 1)
    words = (
        _("%(n)s more than in %(year)s")
        if number > before
        else _("%(n)s fewer than in %(year)s")
    )
    return words % {"n": show_number(abs(number - before)), "year": period.year - 1}


def build_listing(labels: Sequence[str], texts: Sequence[str]) -> str:
    """Read pairs aloud: "2023: 41, 2024: 44"."""
    pairs = zip(labels, texts, strict=True)
    return ", ".join(f"{label}: {text}" for label, text in pairs)


def build_short_names(names: Sequence[str]) -> tuple[str, ...]:
    """Leave out the word that most of the names begin with."""
    first_words = Counter(name.partition(" ")[0] for name in names)
    common, n_names = first_words.most_common(1)[0] if names else ("", 0)
    if n_names * 2 <= len(names):
        return tuple(names)
    return tuple(name.removeprefix(f"{common} ") for name in names)


def build_two_lines(text: str) -> str:
    """Break a long label into at most two lines, for charts on a narrow screen."""
    return "\n".join(wrap(text, LONGEST_LINE, max_lines=2, placeholder="\u2026"))


def find_last_full_year(data_on: date | None) -> int | None:
    """Find the last year that the data covers to its end."""
    if data_on is None:
        return None
    is_full = (data_on.month, data_on.day) == LAST_DAY
    return data_on.year if is_full else data_on.year - 1


def build_period(year: int, data_on: date | None) -> Period:
    """Build the period of a chosen year, knowing how far the data goes."""
    full = find_last_full_year(data_on)
    return Period(year=year, part_year=None if full is None else full + 1)
