"""Read the cells of a received CSV file without losing or moving a row.

    text -> lines -> plain lines  -> split at once ┐
                  -> quoted lines -> csv module    ┴-> Cells

Ready-made readers fill short rows with blanks, or drop long ones, and say nothing. So
lines are counted first, and each line that does not fit the headings is kept aside.
"""

import csv
import json
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipelines.errors import ExportFormatError
from pipelines.importing.cells import (
    SOURCE_ROW,
    Cells,
    Sheet,
    build_malformed,
    build_rows,
)
from pipelines.importing.find_headings import Fits
from pipelines.importing.find_layout import SEPARATORS, Layout, find_layout
from pipelines.importing.find_totals import find_totals
from pipelines.importing.read_report import Part, read_parts
from pipelines.importing.read_text import Text

QUOTE = '"'
#: `read_text` has refused files that hold it, so each line stays in one piece.
NEVER_IN_TEXT = "\x01"


@dataclass
class _Quoted:
    """The rows that needed the slow reader, and every line they took."""

    rows: list[list[str]] = field(default_factory=list)
    source_rows: list[int] = field(default_factory=list)
    misfits: list[int] = field(default_factory=list)
    n_cells: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)


def read_csv_sheets(received: Text, fits: Fits = lambda _: False) -> tuple[Sheet, ...]:
    """Find the headings and the separator of a CSV file that `read_text` let through.

    Args:
        received: The text.
        fits: Tells whether headings are agreed, to find them below titles.

    Returns:
        One sheet, or one for each titled table of a report; the cells are read when
        asked for.

    Raises:
        ExportFormatError: There are no headings.
    """
    parts = read_parts(received.content, "".join(SEPARATORS))
    return tuple(
        _build_sheet(part, received, fits)
        for part in parts or [Part("", received.content, 0)]
    )


def _build_sheet(part: Part, received: Text, fits: Fits) -> Sheet:
    layout = find_layout(part.content, fits)
    start = part.n_before + layout.place + 1
    titled = f", table on {part.name}" if part.name else ""
    below = f", headings on row {start}" if start > 1 else ""
    separator = SEPARATORS[layout.separator]
    return Sheet(
        name=part.name,
        headings=layout.headings,
        found_format=f"CSV, {received.encoding}, {separator}{titled}{below}",
        read=lambda: find_totals(_read_cells(part, layout)),
        open_line=received.open_line,
        encoding=received.encoding,
        separator=layout.separator,
    )


def _read_cells(part: Part, layout: Layout) -> Cells:
    separator, headings, text = layout.separator, layout.headings, part.content
    lines = (
        pl.read_csv(
            text,
            separator=NEVER_IN_TEXT,
            quote_char=None,
            has_header=False,
            infer_schema=False,
            new_columns=["line"],
        )
        .with_row_index(SOURCE_ROW, offset=part.n_before + 1)
        .slice(layout.place + 1)
        .with_columns(pl.col("line").fill_null(""))
    )
    quoted = _Quoted()
    if QUOTE.encode() in text:
        quoted = _read_quoted(lines["line"], layout, part.n_before + layout.place + 2)
    plain = lines.filter(
        pl.col("line") != "", ~pl.col(SOURCE_ROW).is_in(quoted.taken)
    ).with_columns(
        n_cells=pl.col("line").str.count_matches(separator, literal=True) + 1
    )
    fits = pl.col("n_cells") == len(headings)
    rows = pl.concat(
        [
            _split_plain(plain.filter(fits), headings, separator),
            _build_quoted(quoted, headings),
        ]
    )
    return Cells(
        rows=rows.sort(SOURCE_ROW) if quoted.rows else rows,
        malformed=_build_malformed(plain.filter(~fits), quoted, headings),
        notes=layout.notes,
    )


def _split_plain(
    plain: pl.DataFrame, headings: tuple[str, ...], separator: str
) -> pl.DataFrame:
    cells = plain["line"].str.split_exact(separator, len(headings) - 1).struct.unnest()
    return build_rows(cells, headings, plain[SOURCE_ROW])


def _build_quoted(quoted: _Quoted, headings: tuple[str, ...]) -> pl.DataFrame:
    names = [f"column_{i}" for i in range(len(headings))]
    cells = pl.DataFrame(
        quoted.rows, schema=dict.fromkeys(names, pl.String), orient="row"
    )
    places = pl.Series(SOURCE_ROW, quoted.source_rows, dtype=pl.UInt32)
    return build_rows(cells, headings, places)


def _build_malformed(
    plain: pl.DataFrame, quoted: _Quoted, headings: tuple[str, ...]
) -> pl.DataFrame:
    # Which cell of such a line is which is unknown, and one of them may be personal:
    # the line is pointed out, not repeated.
    misfits = pl.Series(quoted.misfits, dtype=pl.UInt32)
    broken = pl.Series(quoted.broken, dtype=pl.UInt32)
    counted = [
        json.dumps({"": f"{n_cells} cells, expected {len(headings)}"})
        for n_cells in [*plain["n_cells"], *quoted.n_cells]
    ]
    unclear = [json.dumps({"": "quotation marks out of place"})] * len(broken)
    return pl.concat(
        [
            build_malformed(
                plain[SOURCE_ROW].append(misfits), "row|number_of_cells", counted
            ),
            build_malformed(broken, "row|quotation_marks", unclear),
        ]
    ).sort(SOURCE_ROW)


def _read_quoted(lines: pl.Series, layout: Layout, first_row: int) -> _Quoted:
    """Read the lines with quotation marks, and the lines that such a cell runs over."""
    found = _Quoted()
    resume = 0
    texts = lines.to_list()
    for start in lines.str.contains(QUOTE, literal=True).arg_true().to_list():
        if start < resume:
            continue
        rest = (f"{texts[place]}\n" for place in range(start, len(texts)))
        reader = csv.reader(rest, delimiter=layout.separator, strict=True)
        row = _read_record(reader, start + first_row)
        resume = start + 1
        line = start + first_row
        if row is not None and len(row) == len(layout.headings):
            resume = start + reader.line_num
            found.rows.append(row)
            found.source_rows.append(line)
        elif row is not None and reader.line_num == 1:
            found.misfits.append(line)
            found.n_cells.append(len(row))
        else:
            # A row that swallows its neighbours and still does not fit has a stray
            # mark: only its first line is set aside, its neighbours are read as rows.
            found.broken.append(line)
        found.taken.extend(range(line, resume + first_row))
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
