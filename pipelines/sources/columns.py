"""Columns that several sources promise in the same way."""

from datetime import date
from typing import Any

import dataframely as dy
import polars as pl

#: Days outside this span are typing errors or a spreadsheet's way of writing nothing.
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
ORGANISATION_NUMBER = r"^\d{6}-\d{4}$"
#: Weights of the first nine digits: every other digit counts double.
LUHN_WEIGHTS = (2, 1, 2, 1, 2, 1, 2, 1, 2)


def build_day(
    *,
    nullable: bool = False,
    primary_key: bool = False,
    not_before: str | None = None,
) -> dy.Date:
    """Build a plausible date, optionally no earlier than the date in another column.

    Breaking the second promise gives the rule "<column>|before_<other column>".
    """
    check: dict[str, Any] | None = None
    if not_before is not None:
        check = {f"before_{not_before}": lambda day: day >= pl.col(not_before)}
    return dy.Date(
        nullable=nullable,
        primary_key=primary_key,
        min=FIRST_DAY,
        max=LAST_DAY,
        check=check,
    )


def build_organisation_number(
    *, nullable: bool = False, primary_key: bool = False
) -> dy.String:
    """Build an organisation number written NNNNNN-NNNN with a right check digit."""
    return dy.String(
        nullable=nullable,
        primary_key=primary_key,
        regex=ORGANISATION_NUMBER,
        check={"check_digit": _has_right_check_digit},
    )


def _has_right_check_digit(number: pl.Expr) -> pl.Expr:
    digits = number.str.replace("-", "", literal=True).cast(pl.Int64, strict=False)
    total = digits % 10
    for place, weight in enumerate(LUHN_WEIGHTS):
        doubled = digits // 10 ** (9 - place) % 10 * weight
        total += doubled // 10 + doubled % 10
    # A text that is no such number breaks the regex, not the check digit too.
    return (total % 10 == 0) | ~number.str.contains(ORGANISATION_NUMBER)
