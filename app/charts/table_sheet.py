"""A table on a sheet of a workbook, under the rows that say where it comes from."""

from datetime import date, datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app.charts.source_line import build_terms
from app.charts.spec import Footer, Table
from app.formatting import show_date
from app.messages import _

# Texts stay texts, whatever they begin with.
KEEP_TEXTS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
WIDEST_PIXELS = 400
A4 = 9
Header = tuple[tuple[str, str], ...]


def build_header(title: str, footer: Footer) -> Header:
    """Build the rows above the headings: what this is and where it comes from."""
    example = (_("Example data"), _("The figures and suppliers are fictional."))
    return (
        (_("Table"), title),
        *([example] if footer.is_example else []),
        (_("Source"), footer.source),
        (_("Data as of"), show_date(footer.data_on)),
        (_("Selection"), footer.filters),
        (_("Build"), footer.build_id),
        (_("Terms"), build_terms(footer)),
    )


def find_top(header: Header) -> tuple[tuple[str, ...], ...]:
    """Find the rows above the headings: the header and a blank one, if there is any."""
    return (*header, ()) if header else ()


def write_sheet(
    workbook: Workbook, sheet: Worksheet, header: Header, table: Table
) -> int:
    """Write the header, a blank row, bold headings and the table's rows.

    Returns:
        The row that the headings stand on, counted from zero.
    """
    bold = workbook.add_format({"bold": True})
    day = workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    # The cell keeps all its digits; fewer are shown.
    broken = workbook.add_format({"num_format": "#,##0.0##"})
    top = find_top(header)
    for at, row in enumerate((*top, *table.rows)):
        # The headings stand between the blank row and the table's first.
        below = at if at < len(top) else at + 1
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(below, column, cell)
            elif isinstance(cell, date):
                moment = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001
                sheet.write_datetime(below, column, moment, day)
            elif isinstance(cell, float) and not cell.is_integer():
                sheet.write_number(below, column, cell, broken)
            elif cell is not None:
                sheet.write_number(below, column, cell)
    sheet.write_row(len(top), 0, table.headings, bold)
    sheet.freeze_panes(len(top) + 1, 0)
    _write_paper(sheet, len(top))
    sheet.autofit(WIDEST_PIXELS)
    return len(top)


def _write_paper(sheet: Worksheet, headings: int) -> None:
    """Print as wide as a lying A4, the headings on every page."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(headings)
