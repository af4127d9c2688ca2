"""Write every table of a report as one workbook: a sheet each, and a first that lists.

Texts stay texts whatever they begin with; nothing in the file is computed.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from xlsxwriter import Workbook

from app.charts.spec import Cell, ChartSpec, Footer, Table
from app.charts.table_sheet import KEEP_TEXTS, build_header, write_sheet
from app.messages import _
from app.reports.context import start_language
from app.reports.report import Block, Listing, Numbers, Report

LONGEST_SHEET_NAME = 31
#: Excel allows none of these in a sheet's name.
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True)
class Sheet:
    """One table of a report with what it is called and where it stands."""

    section: str
    title: str
    table: Table
    footer: Footer


def build_workbook(report: Report) -> bytes:
    """Write every table of a report, in the report's own language.

    Returns:
        A workbook: first a list of its sheets, then a sheet per chart, listing and
        row of numbers, each with its source and terms above the headings.
    """
    content = io.BytesIO()
    with start_language(report.language_code):
        sheets = tuple(_find_sheets(report))
        names = build_sheet_names([sheet.section for sheet in sheets])
        with Workbook(content, KEEP_TEXTS) as workbook:
            workbook.set_properties({"title": report.title, "subject": report.subtitle})
            _write_contents(workbook, report, sheets, names)
            for name, sheet in zip(names, sheets, strict=True):
                header = build_header(sheet.title, sheet.footer)
                write_sheet(workbook, workbook.add_worksheet(name), header, sheet.table)
    return content.getvalue()


def build_sheet_names(headings: list[str]) -> tuple[str, ...]:
    """Build names that Excel takes: numbered, short and without forbidden signs."""
    return tuple(
        " ".join(f"{at} {heading}".translate(FORBIDDEN).split())[:LONGEST_SHEET_NAME]
        for at, heading in enumerate(headings, start=1)
    )


def _find_sheets(report: Report) -> Iterator[Sheet]:
    for section in report.sections:
        for block in section.blocks:
            table = _find_table(block)
            if isinstance(block, ChartSpec | Listing):
                yield Sheet(section.heading, block.title, block.table, block.footer)
            elif table is not None:
                yield Sheet(section.heading, section.heading, table, report.footer)


def _find_table(block: Block) -> Table | None:
    """Find the table of a row of numbers; words have none."""
    if not isinstance(block, Numbers):
        return None
    cards = tuple((card.label, card.number, card.note) for card in block.cards)
    return Table((_("What"), _("Number of it"), _("What it is compared with")), cards)


def _write_contents(
    workbook: Workbook,
    report: Report,
    sheets: tuple[Sheet, ...],
    names: tuple[str, ...],
) -> None:
    """Write what the file is and a list of its sheets, each with a way to it."""
    rows: list[tuple[Cell, ...]] = [
        (name, sheet.section, sheet.title)
        for name, sheet in zip(names, sheets, strict=True)
    ]
    page = workbook.add_worksheet(_("Contents"))
    header = build_header(f"{report.title}, {report.subtitle}", report.footer)
    table = Table((_("Sheet"), _("Section"), _("What it says")), tuple(rows))
    headings_at = write_sheet(workbook, page, header, table)
    for at, name in enumerate(names, start=headings_at + 1):
        page.write_url(at, 0, f"internal:'{name}'!A1", string=name)
