"""Read the cells of a received Parquet file as text, like those of any other file."""

import io

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
from pipelines.importing.check_archive import MAX_CELLS

MARK = b"PAR1"
#: A damaged page may also make polars panic, which is no ordinary error to it.
DAMAGE = (pl.exceptions.PolarsError, pl.exceptions.PanicException)
FIRST_ROW = 2  # as if the headings were line 1, like in every other file
#: A whole number that was stored with decimals, such as a year beside blanks.
WHOLE = r"^(-?\d+)\.0$"
#: "12.345" could mean two things in a text file; stored as a number it cannot.
THREE_DECIMALS = r"(\.\d{3})$"
MIDNIGHT = r"^(\d{4}-\d{2}-\d{2}) 00:00:00(\.0+)?$"


def read_parquet_sheets(content: bytes) -> tuple[Sheet, ...]:
    """Find the columns of a Parquet file.

    Returns:
        One sheet; its cells are read when asked for.

    Raises:
        ExportFormatError: The file is no Parquet file, damaged, too large to unpack,
            or has columns that hold something else than cells.
    """
    if not (content.startswith(MARK) and content.endswith(MARK)):
        raise ExportFormatError(
            "the file is no whole Parquet file. Copy or export it again.",
            reason_code="damaged_parquet",
        )
    rows = _run_read(pl.scan_parquet(io.BytesIO(content)).select(pl.len()))
    schema = _read_schema(content)
    if rows.item() * len(schema) > MAX_CELLS:
        raise ExportFormatError(
            f"the file has {rows.item():,} rows of {len(schema)} columns, more than is "
            "read at once. Split the export, for example by year.",
            reason_code="too_large",
        )
    nested = [name for name, dtype in schema.items() if _is_no_cell(dtype)]
    if nested:
        raise ExportFormatError(
            f"the column {nested[0]} holds lists, records or bytes, not cells. Export "
            "it as text or leave it out.",
            reason_code="headings",
        )
    headings = build_headings(tuple(schema))
    return (
        Sheet(
            name="",
            headings=headings,
            found_format="Parquet",
            read=lambda: _read_cells(content, headings),
        ),
    )


def _read_schema(content: bytes) -> pl.Schema:
    return _run_read(pl.scan_parquet(io.BytesIO(content)).head(0)).schema


def _is_no_cell(dtype: pl.DataType) -> bool:
    return dtype.is_nested() or isinstance(dtype, pl.Binary | pl.Object)


def _run_read(query: pl.LazyFrame) -> pl.DataFrame:
    try:
        return query.collect()
    except (*DAMAGE, OSError) as error:
        raise ExportFormatError(
            "the Parquet file is damaged. Copy or export it again.",
            reason_code="damaged_parquet",
        ) from error


def _read_cells(content: bytes, headings: tuple[str, ...]) -> Cells:
    typed = _run_read(pl.scan_parquet(io.BytesIO(content)))
    cells = typed.with_columns(
        _write_text(name, dtype) for name, dtype in typed.schema.items()
    )
    lines = pl.int_range(
        FIRST_ROW, FIRST_ROW + cells.height, dtype=pl.UInt32, eager=True
    )
    return Cells(
        rows=build_rows(cells, headings, lines.alias(SOURCE_ROW)),
        malformed=build_malformed(pl.Series([], dtype=pl.UInt32), "", []),
    )


def _write_text(name: str, dtype: pl.DataType) -> pl.Expr:
    text = pl.col(name).cast(pl.String)
    if dtype.is_float() or dtype.is_decimal():
        return text.str.replace(WHOLE, "${1}").str.replace(THREE_DECIMALS, "${1}0")
    if isinstance(dtype, pl.Datetime):
        # A day stored as a moment is a day; any other time of day is told, not cut.
        return (
            pl.col(name).dt.to_string("%Y-%m-%d %H:%M:%S").str.replace(MIDNIGHT, "${1}")
        )
    return text
