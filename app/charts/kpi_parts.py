"""What a KPI says of places, categories and its own splits: dots, never a league."""

import re

import polars as pl

from app.charts.figures import (
    DECIMALS,
    build_figure_cells,
    build_small_group_note,
    check_held_back,
    check_too_few,
    show_actual,
    show_figure,
    show_held_back,
)
from app.charts.forms import Dots
from app.charts.kpi_line import Told
from app.charts.part_words import build_apart_phrase, build_beside_whole, show_span
from app.charts.spec import Cell, ChartSpec, Row, Table
from app.charts.words import build_listing, build_two_lines
from app.formatting import FEW_CASES, build_sort_key, show_number
from app.messages import _, ngettext

OUR_CODE = re.compile(r"[a-z0-9_]+")
# Two measures whose codes differ in nothing else are the ends of a range.
FROM, TO = "_from", "_to"


def build_part_dots(
    told: Told,
    rows: pl.DataFrame,
    *,
    row_heading: str,
    rows_name: str,
    whole: float | None = None,
    chosen_code: str = "",
    name: str = "kpi_by_part",
) -> ChartSpec:
    """Say how the parts stand; those with too few cases are not ranked.

    Args:
        told: Goal, period and place.
        rows: As from `fetch_kpi_places` or `fetch_kpi_split`, at least one figure.
        row_heading: What a row is: region, category.
        rows_name: What all of them are, to begin the title with.
        whole: The figure of all parts together, to compare shares with.
        chosen_code: The row that the reader has chosen, if any.
        name: Of the chart and its download.
    """
    known = [row for row in rows.iter_rows(named=True) if row["actual"] is not None]
    ranked = sorted(known, key=_find_order)
    texts = tuple(show_actual(row, told.unit_code) for row in ranked)
    labels = tuple(show_row_name(row) for row in ranked)
    is_share = told.unit_code == "percent"
    return ChartSpec(
        name=name,
        title=_build_title(told, ranked, chosen_code, rows_name, whole),
        subtitle=_(
            "%(what)s %(year)s, %(place)s",
            what=told.goal["kpi_name"],
            year=told.period.year,
            place=told.place,
        ),
        alt=_("Sorted dots. %(listing)s.", listing=build_listing(labels, texts)),
        note=" ".join(_find_notes(rows, ranked, is_share=is_share)),
        footer=told.footer,
        table=_build_table(rows, row_heading, told),
        marks=_build_marks(told, ranked, whole, chosen_code),
    )


def show_row_name(row: Row) -> str:
    """Write a part's name: from the warehouse, else its code in words."""
    return row["row_name"] or show_code_words(str(row["row_code"]))


def show_code_words(code: str) -> str:
    """Put a code of a split or of its parts into words.

    The catalogue may know the words; a code that was added without any is shown with
    blanks, and a text that is no code as it is, so that nothing has to be edited here.
    """
    if not OUR_CODE.fullmatch(code):
        return code
    return _(code.replace("_", " ").capitalize())


def build_beside_sentence(rows: pl.DataFrame, unit_code: str) -> str:
    """Write the measures that stand beside a KPI's figure; empty when there are none.

    Args:
        rows: As from `fetch_kpi_split` with the split "measure".
        unit_code: The unit of the KPI, whose decimals the measures have.
    """
    measures = {str(row["row_code"]): row for row in rows.iter_rows(named=True)}
    parts = [
        _show_range(row, measures[_find_end(code)], unit_code)
        if _find_end(code) in measures
        else f"{show_row_name(row)} {_show_measure(row, unit_code)}"
        for code, row in measures.items()
        if _find_start(code) not in measures
    ]
    return _("Beside it: %(listing)s.", listing=", ".join(parts)) if parts else ""


def _find_end(code: str) -> str:
    """Find the measure that ends a range which this one begins; empty for others."""
    return code.removesuffix(FROM) + TO if code.endswith(FROM) else ""


def _find_start(code: str) -> str:
    return code.removesuffix(TO) + FROM if code.endswith(TO) else ""


def _show_range(low: Row, high: Row, unit_code: str) -> str:
    """Write two ends as one range, named without the word for "from"."""
    name = show_row_name(low).rpartition(" ")[0]
    ends = (_show_measure(end, unit_code) for end in (low, high))
    return f"{name} " + "\u2013".join(ends)


def _show_measure(row: Row, unit_code: str) -> str:
    if check_held_back(row):
        return show_held_back(row)
    if row["denominator"]:
        return show_actual(row, "percent")
    return show_number(row["numerator"], decimals=DECIMALS.get(unit_code, 0))


def _build_marks(
    told: Told, ranked: list[Row], whole: float | None, chosen_code: str
) -> Dots:
    codes = [row["row_code"] for row in ranked]
    is_share = told.unit_code == "percent"
    return Dots(
        labels=tuple(build_two_lines(show_row_name(row)) for row in ranked),
        numbers=tuple(row["actual"] for row in ranked),
        texts=tuple(show_actual(row, told.unit_code) for row in ranked),
        accent=codes.index(chosen_code) if chosen_code in codes else None,
        reference=whole if told.unit_code != "count" else None,
        reference_text=_(
            "all together %(figure)s", figure=show_figure(whole, told.unit_code)
        ),
        lows=tuple(row["actual_low"] for row in ranked) if is_share else (),
        highs=tuple(row["actual_high"] for row in ranked) if is_share else (),
    )


def _find_order(row: Row) -> tuple[bool, float, str]:
    """Order by figure; rows with too few cases last, by name."""
    is_few = check_too_few(row)
    return is_few, 0 if is_few else -row["actual"], build_sort_key(show_row_name(row))


def _build_title(
    told: Told,
    ranked: list[Row],
    chosen_code: str,
    rows_name: str,
    whole: float | None,
) -> str:
    """Speak of the chosen row, else of the span; nobody is named as the worst."""
    compared = whole if told.unit_code == "percent" else None
    for row in ranked:
        if row["row_code"] == chosen_code or len(ranked) == 1:
            figure = show_actual(row, told.unit_code)
            beside = build_beside_whole(row, compared)
            return ", ".join(filter(None, (f"{show_row_name(row)}: {figure}", beside)))
    enough = [row for row in ranked if not check_too_few(row)]
    if len(enough) < 2:
        words = _("%(what)s: too few cases to rank", what=rows_name)
        if compared is None:
            return words
        together = show_figure(compared, told.unit_code)
        return f"{words} ({_('all together %(figure)s', figure=together)})"
    span = show_span(enough, told.unit_code)
    beside = build_apart_phrase(enough, compared)
    return ", ".join(filter(None, (f"{rows_name}: {span}", beside)))


def _find_notes(rows: pl.DataFrame, ranked: list[Row], *, is_share: bool) -> list[str]:
    notes = []
    if is_share:
        notes.append(_("Grey bars are 95 % intervals."))
    if any(check_too_few(row) for row in ranked):
        fewest = show_number(FEW_CASES)
        notes.append(
            _("Under %(n)s cases is too few to rank: those stand last.", n=fewest)
        )
    note = build_small_group_note(rows.iter_rows(named=True))
    if note:
        notes.append(note)
    silent = [
        str(row["row_name"])
        for row in rows.iter_rows(named=True)
        if row["actual"] is None and not check_held_back(row)
    ]
    if silent:
        notes.append(
            ngettext(
                "No figure for %(n)s: %(names)s.",
                "No figure for %(n)s: %(names)s.",
                len(silent),
                names=", ".join(silent),
            )
        )
    return notes


def _build_table(rows: pl.DataFrame, row_heading: str, told: Told) -> Table:
    cells: list[tuple[Cell, ...]] = [
        (show_row_name(row), *build_figure_cells(row))
        for row in rows.iter_rows(named=True)
    ]
    what = str(told.goal["kpi_name"])
    return Table((row_heading, what, _("Numerator"), _("Denominator")), tuple(cells))
