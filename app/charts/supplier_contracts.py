"""Who buys from one supplier until when, and what they buy together."""

from datetime import date

import polars as pl

from app.charts.forms_timed import Spans
from app.charts.spec import Cell, ChartSpec, Footer, Row, Table
from app.charts.supplier_numbers import build_lines_without_value
from app.charts.supplier_words import Words, build_until, find_word
from app.charts.words import build_listing, build_short_names
from app.formatting import build_sort_key, show_date, show_millions
from app.messages import _, ngettext


def build_contract_spans(
    contracts: pl.DataFrame, *, words: Words, day: date, footer: Footer
) -> ChartSpec:
    """Say which regions buy, for how much in all, and which contract ends first.

    Args:
        contracts: As from `fetch_contracts`, at least one row.
        words: As from `fetch_code_words`.
        day: The day of the data.
        footer: Where the figures come from.
    """
    running = contracts.filter(pl.col("n_running_lines") > 0)
    marks = _build_marks(contracts, words, day)
    until = build_listing(marks.labels, marks.end_texts)
    return ChartSpec(
        name="supplier_contracts",
        title=_build_title(running),
        subtitle=" ".join(
            filter(
                None,
                (
                    _("Contracts by region, from the first day to the last."),
                    _build_missing(running),
                ),
            )
        ),
        alt=_("Timeline of contracts by region. The last day: %(until)s.", until=until),
        footer=footer,
        table=_build_table(contracts, words),
        marks=marks,
        note=_build_note(contracts),
    )


def _build_title(running: pl.DataFrame) -> str:
    if running.is_empty():
        return _("No region has a contract running now")
    n_regions = running["region_code"].n_unique()
    total = running.row(0, named=True)["total_value_sek"]
    if total is None:
        bought = ngettext(
            "%(n)s region buys, for a value that is unknown",
            "%(n)s regions buy, for a value that is unknown",
            n_regions,
        )
    else:
        bought = ngettext(
            "%(n)s region buys for %(amount)s a year",
            "%(n)s regions together buy for %(amount)s a year",
            n_regions,
            amount=show_millions(total, decimals=1),
        )
    ends = running["ends_on"].drop_nulls()
    if ends.is_empty():
        return _("%(bought)s; every contract runs on", bought=bought)
    return _(
        "%(bought)s; the first contract ends %(day)s",
        bought=bought,
        day=show_date(min(ends)),
    )


def _build_missing(running: pl.DataFrame) -> str:
    missing = build_lines_without_value(running)
    return f"{missing}." if missing else ""


def _build_note(contracts: pl.DataFrame) -> str:
    if contracts["is_value_shown"].all():
        return ""
    return _("What other regions pay is shown as a part of the sum only.")


def _build_marks(contracts: pl.DataFrame, words: Words, day: date) -> Spans:
    codes = contracts["region_code"].unique().to_list()
    short = build_short_names([find_word(words, "place", code) or "" for code in codes])
    names = dict(zip(codes, short, strict=True))
    labels = sorted(short, key=build_sort_key)
    rows = list(contracts.iter_rows(named=True))
    return Spans(
        labels=tuple(labels),
        rows=tuple(labels.index(names[row["region_code"]]) for row in rows),
        starts=tuple(row["starts_on"] for row in rows),
        ends=tuple(row["ends_on"] for row in rows),
        texts=tuple(_build_text(row, words) for row in rows),
        accents=tuple(at for at, row in enumerate(rows) if row["n_running_lines"]),
        end_texts=tuple(
            _build_end([row for row in rows if names[row["region_code"]] == label])
            for label in labels
        ),
        day=day,
        day_text=show_date(day),
    )


def _build_text(row: Row, words: Words) -> str:
    return " \u00b7 ".join(
        (
            row["contract_number"],
            str(find_word(words, "category", row["category_code"])),
            build_until(row["ends_on"]),
        )
    )


def _build_end(rows: list[Row]) -> str:
    ends = [row["ends_on"] for row in rows]
    return build_until(None if None in ends else max(ends))


def _build_table(contracts: pl.DataFrame, words: Words) -> Table:
    headings = (
        _("Region"),
        _("Contract"),
        _("Category"),
        _("Products"),
        _("Clause"),
        _("First day"),
        _("Last day"),
        _("Value a year, SEK"),
        _("Lines without a value"),
    )
    rows = tuple(_build_row(row, words) for row in contracts.iter_rows(named=True))
    return Table(headings, rows)


def _build_row(row: Row, words: Words) -> tuple[Cell, ...]:
    amount = row["annual_value_sek"]
    return (
        find_word(words, "place", row["region_code"]),
        row["contract_number"],
        find_word(words, "category", row["category_code"]),
        row["product_name"],
        find_word(words, "clause_version", row["clause_version_code"]),
        row["starts_on"],
        build_until(row["ends_on"]),
        _build_amount(amount) if row["is_value_shown"] else _("not shown"),
        row["n_running_lines_without_value"],
    )


def _build_amount(amount_sek: float | None) -> float | None:
    """Round to whole kronor; a contract's value is an estimate."""
    return None if amount_sek is None else round(amount_sek)
