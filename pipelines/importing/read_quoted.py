"""Read the lines of a CSV file whose quotation marks no quick reader understands."""

import csv
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipelines.errors import ExportFormatError
from pipelines.importing.find_layout import Layout


@dataclass
class Quoted:
    """The rows that needed the slow reader, and every line they took."""

    rows: list[list[str]] = field(default_factory=list)
    source_rows: list[int] = field(default_factory=list)
    misfits: list[int] = field(default_factory=list)
    n_cells: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)


def read_quoted(
    lines: pl.Series, odd_rows: pl.Series, layout: Layout, first_row: int
) -> Quoted:
    """Read the odd lines, and the lines that a cell of theirs runs over.

    Args:
        lines: Every line below the headings.
        odd_rows: On which lines of the file the odd ones stand.
        layout: What splits the cells, and the headings.
        first_row: On which line of the file the first of `lines` stands.

    Raises:
        ExportFormatError: A mark is opened and never closed.
    """
    found = Quoted()
    if odd_rows.is_empty():
        return found
    resume = first_row
    texts = lines.to_list()
    for line in odd_rows.to_list():
        if line < resume:
            continue
        rest = (f"{texts[n]}\n" for n in range(line - first_row, len(texts)))
        reader = csv.reader(rest, delimiter=layout.separator, strict=True)
        row = _read_record(reader, line)
        resume = line + 1
        if row is not None and len(row) == len(layout.headings):
            resume = line + reader.line_num
            found.rows.append(row)
            found.source_rows.append(line)
        elif row is not None and reader.line_num == 1:
            found.misfits.append(line)
            found.n_cells.append(len(row))
        else:
            # A row that swallows its neighbours and still does not fit has a stray
            # mark: only its first line is set aside, its neighbours are read as rows.
            found.broken.append(line)
        found.taken.extend(range(line, resume))
    return found


def _read_record(reader: Any, line: int) -> list[str] | None:
    try:
        return next(reader)
    except csv.Error as error:
        if "unexpected end of data" not in str(error):
            return None
        raise ExportFormatError(
            f"the quotation mark opened on line {line} is never closed, "
            "so the rows after it cannot be told apart. Mend that line, or export "
            "again.",
            reason_code="cut_off",
        ) from error
