"""What the numbers and columns of contract follow-up say. Rows in, words out."""

import polars as pl

from app.charts.forms import Columns
from app.charts.spec import ChartSpec, Footer, NumberCard, Table
from app.charts.words import (
    ACTIVITY_NAMES,
    Period,
    build_activity_phrase,
    build_comparison,
    build_listing,
)
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


def build_columns_by_year(
    counts: pl.DataFrame,
    *,
    activity_code: str,
    period: Period,
    place: str,
    footer: Footer,
) -> ChartSpec:
    """Say how one activity has gone, year by year.

    Args:
        counts: As from `fetch_activity_counts`, at least one row.
        activity_code: Which activity.
        period: The year that the title speaks of.
        place: Place and category in words, for the subtitle.
        footer: Where the figures come from.
    """
    rows = counts.filter(pl.col("activity_code") == activity_code)
    found = dict(rows.select("period_year", "n_activities").iter_rows())
    all_years = [*counts["period_year"], period.year]
    years = range(min(all_years), max(all_years) + 1)
    numbers = tuple(found.get(year) for year in years)
    labels = tuple(str(year) for year in years)
    texts = tuple(show_number(number) for number in numbers)
    name = _(ACTIVITY_NAMES[activity_code])
    return ChartSpec(
        name="activities_by_year",
        title=_build_title(activity_code, found, period),
        subtitle=_("%(what)s, number per year, %(place)s", what=name, place=place),
        alt=_("Columns by year. %(listing)s.", listing=build_listing(labels, texts)),
        note=_find_note(numbers, period),
        footer=footer,
        table=Table((_("Year"), name), tuple(zip(labels, numbers, strict=True))),
        marks=Columns(
            labels=labels,
            numbers=numbers,
            texts=texts,
            accent=years.index(period.year),
            open_positions=tuple(
                at for at, year in enumerate(years) if year == period.part_year
            ),
        ),
    )


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


def _build_title(activity_code: str, found: dict[int, int], period: Period) -> str:
    number = found.get(period.year)
    if number is None:
        name = _(ACTIVITY_NAMES[activity_code]).lower()
        return _("No %(what)s registered in %(year)s", what=name, year=period.year)
    phrase = build_activity_phrase(activity_code, number)
    title = (
        _("%(phrase)s so far in %(year)s", phrase=phrase, year=period.year)
        if period.is_part_year
        else _("%(phrase)s in %(year)s", phrase=phrase, year=period.year)
    )
    comparison = build_comparison(number, found.get(period.year - 1), period)
    return f"{title}, {comparison}" if comparison else title


def _find_note(numbers: tuple[int | None, ...], period: Period) -> str:
    notes = []
    if period.part_year is not None:
        notes.append(_("Hatched: the year is not over."))
    if None in numbers:
        notes.append(_("A dash means that nothing is registered, not zero."))
    return " ".join(notes)
