"""Numbers, shares and dates as the reader's language writes them."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from app.messages import _, find_locale, language

MINUS = {"sv": "\u2013", "en": "\u2212"}
STOCKHOLM = ZoneInfo("Europe/Stockholm")
FEW_CASES = 20
SOME_CASES = 200
A_MILLION = 1_000_000
# The Swedish alphabet ends with these three, whatever Unicode says.
_LAST_LETTERS = {"\u00e5": "{a", "\u00e4": "{b", "\u00f6": "{c"}


def show_number(number: float | None, *, decimals: int = 0) -> str:
    """Write a number with grouped thousands; a dash where there is none."""
    if number is None:
        return "\u2013"
    return _write_number(number, decimals, language())


# Babel takes its time, and pages show the same figures to every reader.
@lru_cache(maxsize=20_000)
def _write_number(number: float, decimals: int, language_code: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = format_decimal(number, format=pattern, locale=find_locale())
    return text.replace("\u2212", "-").replace("-", MINUS[language_code])


def show_percent(percent: float | None, *, decimals: int = 0) -> str:
    """Write a percentage given as 0-100."""
    if percent is None:
        return "\u2013"
    space = "\u00a0" if language() == "sv" else ""
    return f"{show_number(percent, decimals=decimals)}{space}%"


def show_share(numerator: float | None, denominator: float | None) -> str:
    """Write a share no more exactly than its number of cases can carry.

    Under 20 cases "3 of 7", under 200 whole per cent, else one decimal.
    """
    if numerator is None or not denominator:
        return "\u2013"
    if denominator < FEW_CASES:
        return _(
            "%(part)s of %(whole)s",
            part=show_number(numerator),
            whole=show_number(denominator),
        )
    decimals = 0 if denominator < SOME_CASES else 1
    return show_percent(100 * numerator / denominator, decimals=decimals)


def show_points(difference: float | None, *, decimals: int = 0) -> str:
    """Write a difference between two percentages, with its sign."""
    if difference is None:
        return "\u2013"
    sign = "+" if difference > 0 else ""
    number = sign + show_number(difference, decimals=decimals)
    return _("%(number)s percentage points", number=number)


def show_millions(amount_sek: float | None, *, decimals: int = 0) -> str:
    """Write an amount of kronor in millions."""
    if amount_sek is None:
        return "\u2013"
    number = show_number(amount_sek / A_MILLION, decimals=decimals)
    return _("SEK %(number)s million", number=number)


def show_date(day: date | None) -> str:
    """Write a date as 2024-03-15."""
    return "\u2013" if day is None else day.isoformat()[:10]


def show_month(day: date | None) -> str:
    """Write a month as "March 2024"."""
    if day is None:
        return "\u2013"
    return format_date(day, format="MMMM y", locale=find_locale())


def show_moment(moment: datetime | None) -> str:
    """Write a UTC moment in Swedish time, to the minute."""
    if moment is None:
        return "\u2013"
    return format_datetime(
        moment, format="yyyy-MM-dd HH:mm", tzinfo=STOCKHOLM, locale=find_locale()
    )


def build_sort_key(text: str) -> str:
    """Build a key that sorts names as a Swedish directory does."""
    folded = text.casefold()
    return "".join(
        _LAST_LETTERS.get(letter) or unicodedata.normalize("NFD", letter)[0]
        for letter in folded
    )


def build_sorted(names: Iterable[str]) -> list[str]:
    """Sort names as a Swedish directory does."""
    return sorted(names, key=build_sort_key)
