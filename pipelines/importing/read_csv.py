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
    build_headings,
    build_malformed,
    build_rows,
)
from pipelines.importing.read_text import Text

SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab"}
QUOTE = '"'
FIRST_ROW = 2  # the heading is line 1
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


def read_csv_sheets(received: Text) -> tuple[Sheet, ...]:
    """Find the headings and the separator of a CSV file that `read_text` let through.

    Returns:
        One sheet; its cells are read when asked for.
    """
    text = received.content
    first_line = text.split(b"\n", 1)[0].decode()
    separator = max(SEPARATORS, key=first_line.count)
    headings = build_headings(next(csv.reader([first_line], delimiter=separator), []))
    return (
        Sheet(
            name="",
            headings=headings,
            found_format=f"CSV, {received.encoding}, {SEPARATORS[separator]}",
            read=lambda: _read_cells(text, headings, separator),
        ),
    )


def _read_cells(text: bytes, headings: tuple[str, ...], separator: str) -> Cells:
    lines = (
        pl.read_csv(
            text,
            separator=NEVER_IN_TEXT,
            quote_char=None,
            has_header=False,
            infer_schema=False,
            new_columns=["line"],
        )
        .with_row_index(SOURCE_ROW, offset=1)
        .slice(1)
        .with_columns(pl.col("line").fill_null(""))
    )
    quoted = _Quoted()
    if QUOTE.encode() in text:
        quoted = _read_quoted(lines["line"], separator, headings)
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


def _read_quoted(
    lines: pl.Series, separator: str, headings: tuple[str, ...]
) -> _Quoted:
    """Read the lines with quotation marks, and the lines that such a cell runs over."""
    found = _Quoted()
    resume = 0
    texts = lines.to_list()
    for start in lines.str.contains(QUOTE, literal=True).arg_true().to_list():
        if start < resume:
            continue
        rest = (f"{texts[place]}\n" for place in range(start, len(texts)))
        reader = csv.reader(rest, delimiter=separator, strict=True)
        row = _read_record(reader, start)
        resume = start + 1
        line = start + FIRST_ROW
        if row is not None and len(row) == len(headings):
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
        found.taken.extend(range(line, resume + FIRST_ROW))
    return found


def _read_record(reader: Any, start: int) -> list[str] | None:
    try:
        return next(reader)
    except csv.Error as error:
        if "unexpected end of data" not in str(error):
            return None
        raise ExportFormatError(
            f"the quotation mark opened on line {start + FIRST_ROW} is never closed, "
            "so the rows after it cannot be told apart. Mend that line, or export "
            "again.",
            reason_code="cut_off",
        ) from error
