"""Write a table as CSV or XLSX: safe to open, and saying where it comes from."""

import csv
import io
from datetime import date

import xlsxwriter

from app.charts.source_line import build_terms
from app.charts.spec import Cell, Footer, Table
from app.formatting import show_date
from app.messages import _

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
INVISIBLE_STARTS = " \u00a0\ufeff"
KEEP_TEXTS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
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


def build_csv(header: Header, table: Table) -> bytes:
    """Write semicolons, decimal commas and a byte order mark, as Swedish Excel reads.

    Returns:
        The header, a blank row, the headings and the table's rows. Without a header
        the headings come first, as another system reads them.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in (*_find_top(header), table.headings, *table.rows):
        writer.writerow([build_csv_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def build_xlsx(header: Header, table: Table) -> bytes:
    """Write the same rows as a workbook whose texts stay texts.

    Returns:
        One sheet: the header, a blank row, bold headings and the table's rows.
    """
    content = io.BytesIO()
    top = _find_top(header)
    with xlsxwriter.Workbook(content, KEEP_TEXTS) as workbook:
        sheet = workbook.add_worksheet()
        bold = workbook.add_format({"bold": True})
        day = workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        for at, row in enumerate((*top, *table.rows)):
            # The headings stand between the blank row and the table's first.
            below = at if at < len(top) else at + 1
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(below, column, cell)
                elif isinstance(cell, date):
                    sheet.write_datetime(below, column, cell, day)
                elif cell is not None:
                    sheet.write_number(below, column, cell)
        sheet.write_row(len(top), 0, table.headings, bold)
        sheet.freeze_panes(len(top) + 1, 0)
        sheet.autofit(400)
    return content.getvalue()


def build_csv_cell(cell: Cell) -> str:
    """Write one cell; a text that a spreadsheet could run gets an apostrophe."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return repr(cell).replace(".", ",")
    if isinstance(cell, int | date):
        return str(cell)
    is_runnable = cell.lstrip(INVISIBLE_STARTS).startswith(FORMULA_STARTS)
    return f"'{cell}" if is_runnable else cell


def _find_top(header: Header) -> tuple[tuple[str, ...], ...]:
    return (*header, ()) if header else ()
