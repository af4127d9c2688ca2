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

#: Day 0 of the serial numbers; right for every day after February 1900.
SERIAL_DAY_0 = date(1899, 12, 30)
SERIAL = r"^[2-7]\d{4}$"  # 1954 to 2118
TIMESTAMP = r"^(\d{4}-\d{2}-\d{2}) \d{2}:\d{2}:\d{2}(\.\d+)?$"


def read_workbook_sheets(content: bytes) -> tuple[Sheet, ...]:
    """Find the sheets of a workbook that have headings on their first row.

    Raises:
        ExportFormatError: The file is no workbook, unsafe, or has no such sheet.
    """
    check_archive(content)
    try:
        workbook = fastexcel.read_excel(content)
        first_rows = {
            name: _load_cells(workbook, name, n_rows=1) for name in workbook.sheet_names
        }
    except fastexcel.FastExcelError as error:
        raise ExportFormatError(
            "the workbook cannot be read. Open it in Excel, save it as XLSX or CSV "
            "UTF-8, and import that.",
            reason_code="damaged_workbook",
        ) from error
    return _find_sheets(
        workbook, {name: row for name, row in first_rows.items() if not row.is_empty()}
    )


def _find_sheets(
    workbook: fastexcel.ExcelReader, first_rows: dict[str, pl.DataFrame]
) -> tuple[Sheet, ...]:
    sheets: list[Sheet] = []
    trouble = ExportFormatError(
        "the workbook is empty. Export it again.", reason_code="empty"
    )
    for name, row in first_rows.items():
        try:
            headings = build_headings(row.row(0))
        except ExportFormatError as error:
            # Perhaps a sheet of notes; it matters only when there is no other.
            trouble = error
            continue
        sheets.append(_build_sheet(workbook, name, headings))
    if not sheets:
        raise trouble
    return tuple(sheets)


def _build_sheet(
    workbook: fastexcel.ExcelReader, name: str, headings: tuple[str, ...]
) -> Sheet:
    return Sheet(
        name=name,
        headings=headings,
        found_format=f"XLSX, sheet {name}",
        read=lambda: _read_cells(workbook, name, headings),
    )


def _load_cells(
    workbook: fastexcel.ExcelReader, name: str, *, n_rows: int | None = None
) -> pl.DataFrame:
    # Skipping nothing keeps row 1 row 1; left alone, blank rows at the top vanish.
    return workbook.load_sheet(
        name, header_row=None, skip_rows=0, n_rows=n_rows, dtypes="string"
    ).to_polars()


def _read_cells(
    workbook: fastexcel.ExcelReader, name: str, headings: tuple[str, ...]
) -> Cells:
    cells = _load_cells(workbook, name).with_row_index(SOURCE_ROW, offset=1).slice(1)
    rows = build_rows(cells.drop(SOURCE_ROW), headings, cells[SOURCE_ROW])
    nothing = build_malformed(pl.Series([], dtype=pl.UInt32), "", [])
    return Cells(rows=rows, malformed=nothing)


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
