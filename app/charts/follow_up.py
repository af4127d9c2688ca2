"""What the numbers of contract follow-up say. Rows in, words out."""

import polars as pl

from app.charts.spec import NumberCard, Table
from app.charts.words import ACTIVITY_NAMES, Period, build_comparison
from app.formatting import show_number
from app.messages import _, ngettext

# Five numbers fit beside each other; re-audits are among the activities to choose.
ROW_OF_NUMBERS = tuple(code for code in ACTIVITY_NAMES if code != "re_audit")


def build_number_cards(counts: pl.DataFrame, period: Period) -> tuple[NumberCard, ...]:
    """Build a number per activity: the chosen year, beside the year before.

    Args:
        counts: As from `fetch_activity_counts`.
        period: The year that the numbers are of.
    """
    found = {(code, year): n for year, code, n in counts.iter_rows()}
    pairs = {
        code: (found.get((code, period.year)), found.get((code, period.year - 1)))
        for code in ROW_OF_NUMBERS
    }
    return tuple(
        NumberCard(
            label=_(ACTIVITY_NAMES[code]),
            number=show_number(number),
            note=build_comparison(number, before, period),
        )
        for code, (number, before) in pairs.items()
    )


def build_rows_title(rows: pl.DataFrame, kpi_name: str, where: str) -> str:
    """Say how many rows stand behind a number, and which number it is."""
    return ngettext(
        "%(n)s row behind %(what)s, %(where)s",
        "%(n)s rows behind %(what)s, %(where)s",
        rows.height,
        what=kpi_name,
        where=where,
    )


def build_rows_table(rows: pl.DataFrame) -> Table:
    """Build the list behind a number from the rows of `fetch_counted_rows`."""
    headings = (
        _("Row"),
        _("Supplier"),
        _("Category"),
        _("Region"),
        _("Counted on"),
    )
    columns = ("row_id", "supplier_name", "category_name", "place_name", "counted_on")
    return Table(headings=headings, rows=tuple(rows.select(columns).iter_rows()))


def build_case_title(totals: dict[str, int]) -> str:
    """Say how many cases are open, and how many of them for over a year."""
    return ngettext(
        "%(n)s case is open, %(old)s for more than 12 months",
        "%(n)s cases are open, %(old)s of them for more than 12 months",
        totals["n_open"],
        old=show_number(totals["n_over_one_year"]),
    )


def build_case_table(cases: pl.DataFrame) -> Table:
    """Build the list of open cases from the rows of `fetch_open_cases`."""
    headings = (
        _("Case"),
        _("Supplier"),
        _("Category"),
        _("Region"),
        _("Started"),
        _("Age, days"),
    )
    columns = ("case_id", "supplier_name", "category_name", "place_name")
    rows = cases.select(*columns, "started_on", "age_days").iter_rows()
    return Table(headings=headings, rows=tuple(rows))
