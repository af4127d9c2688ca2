"""Columns that several sources promise in the same way."""

from datetime import date
from typing import Any

import dataframely as dy
import polars as pl

WEB_ADDRESS = r"^https?://[^\s<>\"]+$"
#: Days outside this span are typing errors or a spreadsheet's way of writing nothing.
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
#: A company's number, or the pseudonym that stands for a sole trader's personal number.
ORGANISATION_NUMBER = r"^([0-9]{2}[2-9][0-9]{3}-[0-9]{4}|P-[a-p]{16})$"


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


def build_year(
    *,
    nullable: bool = False,
    primary_key: bool = False,
    not_before: str | None = None,
) -> dy.Int32:
    """Build a plausible year, optionally no earlier than the year in another column.

    Breaking the second promise gives the rule "<column>|before_<other column>".
    """
    check: dict[str, Any] | None = None
    if not_before is not None:
        check = {f"before_{not_before}": lambda year: year >= pl.col(not_before)}
    return dy.Int32(
        nullable=nullable,
        primary_key=primary_key,
        min=FIRST_DAY.year,
        max=LAST_DAY.year,
        check=check,
    )


def build_web_address(*, nullable: bool = False) -> dy.String:
    """Build an address that a page may show as a link: http or https, nothing else."""
    return dy.String(
        nullable=nullable,
        max_length=500,
        check={"not_a_web_address": lambda url: url.str.contains(WEB_ADDRESS)},
    )


def build_organisation_number(
    *, nullable: bool = False, primary_key: bool = False
) -> dy.String:
    """Build an organisation number written NNNNNN-NNNN, or a sole trader's pseudonym.

    Not: a number with a right check digit. A wrong one is kept and listed for somebody
    to look at, in qc_organisation_numbers_with_wrong_check_digit.
    """
    return dy.String(
        nullable=nullable, primary_key=primary_key, regex=ORGANISATION_NUMBER
    )
