"""Read the cells of a received workbook as text, the way they were meant.

Codes such as 01 keep their zero where the sender wrote text; days come out as
2025-10-31 whether the cell is a date or the serial number behind one.
"""

from datetime import date

import fastexcel
import polars as pl

from pipelines.errors import ExportFormatError
from pipelines.importing.cells import (
    SOURCE_ROW,
    Cells,
    Sheet,
    build_headings,
    build_malformed,
    build_rows,
)
from pipelines.importing.check_archive import check_archive
from pipelines.importing.find_headings import (
    LOOK,
    Fits,
    Row,
    build_no_headings,
    build_title_notes,
    find_known_row,
    find_likely_row,
)
from pipelines.importing.find_totals import find_totals

#: Day 0 of the serial numbers; right for every day after February 1900.
SERIAL_DAY_0 = date(1899, 12, 30)
SERIAL = r"^[2-7]\d{4}$"  # 1954 to 2118
TIMESTAMP = r"^(\d{4}-\d{2}-\d{2}) \d{2}:\d{2}:\d{2}(\.\d+)?$"


def read_workbook_sheets(
    content: bytes, fits: Fits = lambda _: False
) -> tuple[Sheet, ...]:
    """Find the sheets of a workbook that have headings, and the row they stand on.

    Raises:
        ExportFormatError: The file is no workbook, unsafe, or has no such sheet.
    """
    check_archive(content)
    try:
        workbook = fastexcel.read_excel(content)
        first_rows: dict[str, list[Row]] = {
            name: list(_load_cells(workbook, name, n_rows=LOOK).iter_rows())
            for name in workbook.sheet_names
        }
    except fastexcel.FastExcelError as error:
        raise ExportFormatError(
            "the workbook cannot be read. Open it in Excel, save it as XLSX or CSV "
            "UTF-8, and import that.",
            reason_code="damaged_workbook",
        ) from error
    return _find_sheets(
        workbook, {name: rows for name, rows in first_rows.items() if rows}, fits
    )


def _find_sheets(
    workbook: fastexcel.ExcelReader, first_rows: dict[str, list[Row]], fits: Fits
) -> tuple[Sheet, ...]:
    sheets: list[Sheet] = []
    trouble = ExportFormatError(
        "the workbook is empty. Export it again.", reason_code="empty"
    )
    for name, rows in first_rows.items():
        try:
            sheets.append(_build_sheet(workbook, name, rows, fits))
        except ExportFormatError as error:
            # Perhaps a sheet of notes; it matters only when there is no other.
            trouble = error
    if not sheets:
        raise trouble
    return tuple(sheets)


def _build_sheet(
    workbook: fastexcel.ExcelReader, name: str, rows: list[Row], fits: Fits
) -> Sheet:
    place = find_known_row(rows, fits)
    if place is None:
        place = find_likely_row(rows)
    if place is None:
        raise build_no_headings()
    headings = build_headings(rows[place])
    notes = build_title_notes(rows[:place])
    below = f", headings on row {place + 1}" if place else ""
    return Sheet(
        name=name,
        headings=headings,
        found_format=f"XLSX, sheet {name}{below}",
        read=lambda: _read_cells(workbook, name, headings, place, notes),
        from_workbook=True,
    )


def _load_cells(
    workbook: fastexcel.ExcelReader, name: str, *, n_rows: int | None = None
) -> pl.DataFrame:
    # Skipping nothing keeps row 1 row 1; left alone, blank rows at the top vanish.
    return workbook.load_sheet(
        name, header_row=None, skip_rows=0, n_rows=n_rows, dtypes="string"
    ).to_polars()


def _read_cells(
    workbook: fastexcel.ExcelReader,
    name: str,
    headings: tuple[str, ...],
    place: int,
    notes: tuple[str, ...],
) -> Cells:
    numbered = _load_cells(workbook, name).with_row_index(SOURCE_ROW, offset=1)
    cells = numbered.slice(place + 1)
    rows = build_rows(cells.drop(SOURCE_ROW), headings, cells[SOURCE_ROW])
    nothing = build_malformed(pl.Series([], dtype=pl.UInt32), "", [])
    return find_totals(Cells(rows=rows, malformed=nothing, notes=notes))


def build_iso_days(rows: pl.DataFrame, headings: list[str]) -> pl.DataFrame:
    """Write the days of a workbook as 2025-10-31.

    Args:
        rows: Text cells.
        headings: The columns that hold days.

    Returns:
        The same rows. Text that is no day is left as it was, to be rejected with the
        words of the sender.
    """
    return rows.with_columns(_build_iso_day(pl.col(heading)) for heading in headings)


def _build_iso_day(cell: pl.Expr) -> pl.Expr:
    serial = cell.str.contains(SERIAL)
    days = pl.when(serial).then(cell).cast(pl.Int32)
    return (
        pl.when(serial)
        .then((pl.lit(SERIAL_DAY_0) + pl.duration(days=days)).dt.to_string("%Y-%m-%d"))
        .otherwise(cell.str.replace(TIMESTAMP, "${1}"))
        .alias(cell.meta.output_name())
    )
