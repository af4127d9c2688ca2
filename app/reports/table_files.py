"""Write a table as CSV or XLSX: safe to open, and saying where it comes from."""

import csv
import io
from datetime import date

import xlsxwriter

from app.charts.spec import Cell, Table
from app.charts.table_sheet import KEEP_TEXTS, Header, find_top, write_sheet
from app.charts.table_sheet import build_header as build_header

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
INVISIBLE_STARTS = " \u00a0\ufeff"


def build_csv(header: Header, table: Table) -> bytes:
    """Write semicolons, decimal commas and a byte order mark, as Swedish Excel reads.

    Returns:
        The header, a blank row, the headings and the table's rows. Without a header
        the headings come first, as another system reads them.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in (*find_top(header), table.headings, *table.rows):
        writer.writerow([build_csv_cell(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def build_plain_csv(header: Header, table: Table) -> bytes:
    """Write commas, decimal points and headings first, as other systems read.

    Returns:
        The table's rows, each with what the header says in columns of its own last,
        so that a row still says where it comes from when rows have been moved.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(
        [
            build_csv_cell(cell)
            for cell in (*table.headings, *(pair[0] for pair in header))
        ]
    )
    writer.writerows(
        [
            build_csv_cell(cell, decimal_sign=".")
            for cell in (*row, *(pair[1] for pair in header))
        ]
        for row in table.rows
    )
    return text.getvalue().encode()


def build_xlsx(header: Header, table: Table) -> bytes:
    """Write the same rows as a workbook whose texts stay texts.

    Returns:
        One sheet: the header, a blank row, bold headings and the table's rows.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, KEEP_TEXTS) as workbook:
        write_sheet(workbook, workbook.add_worksheet(), header, table)
    return content.getvalue()


def build_csv_cell(cell: Cell, *, decimal_sign: str = ",") -> str:
    """Write one cell; a text that a spreadsheet could run gets an apostrophe."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return repr(cell).replace(".", decimal_sign)
    if isinstance(cell, int | date):
        return str(cell)
    is_runnable = cell.lstrip(INVISIBLE_STARTS).startswith(FORMULA_STARTS)
    return f"'{cell}" if is_runnable else cell
