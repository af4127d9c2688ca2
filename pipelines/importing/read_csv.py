"""Read the cells of a received CSV file without losing or moving a row.

    text -> lines -> [check_lines] -> lines that split as they stand  ┐
                                   -> the odd ones, by the csv module ┴-> Cells

Ready-made readers fill short rows with blanks, or drop long ones, and say nothing. So
cells are counted first, and each line that does not fit the headings is kept aside.
"""

import json

import polars as pl

from pipelines.importing.cells import (
    SOURCE_ROW,
    Cells,
    Sheet,
    build_malformed,
    build_rows,
)
from pipelines.importing.check_lines import LITERAL, ODD, QUOTE, check_lines
from pipelines.importing.find_headings import Fits
from pipelines.importing.find_layout import SEPARATORS, Layout, find_layout
from pipelines.importing.find_totals import find_totals
from pipelines.importing.read_quoted import Quoted, read_quoted
from pipelines.importing.read_report import Part, read_parts
from pipelines.importing.read_text import Text

#: `read_text` has refused files that hold it, so each line stays in one piece.
NEVER_IN_TEXT = "\x01"


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
    headings, n_above = layout.headings, layout.place + 1
    lines = _read_lines(part, n_above)
    has_quotes = QUOTE.encode() in part.content
    checked = check_lines(lines, layout.separator, len(headings), has_quotes=has_quotes)
    is_fit, others, quoted = checked.is_fit, checked.others, Quoted()
    if checked.check_even():
        places = lines[SOURCE_ROW].filter(is_fit)
        del lines  # as large as the file, which is about to be split
        mark = QUOTE if has_quotes else None
        cells = _split(part.content, layout, mark, n_above=n_above).filter(is_fit)
        rows = build_rows(cells, headings, places)
    else:
        odd = others.filter(kind=ODD)[SOURCE_ROW]
        quoted = read_quoted(lines["line"], odd, layout, part.n_before + n_above + 1)
        is_taken = pl.col(SOURCE_ROW).is_in(quoted.taken)
        others = others.filter(~is_taken)
        literal = others.filter(kind=LITERAL, n_cells=len(headings))[SOURCE_ROW]
        fitting = lines.filter(is_fit, ~is_taken)
        marked = lines.filter(pl.col(SOURCE_ROW).is_in(literal.implode()))
        split = [_split_lines(fitting, layout, QUOTE), _split_lines(marked, layout)]
        rows = pl.concat([*split, _build_quoted(quoted, headings)]).sort(SOURCE_ROW)
    misfits = others.filter(pl.col("n_cells") != len(headings))
    return Cells(
        rows=rows,
        malformed=_build_malformed(misfits, quoted, headings),
        notes=layout.notes,
    )


def _read_lines(part: Part, n_above: int) -> pl.DataFrame:
    return (
        pl.read_csv(
            part.content,
            separator=NEVER_IN_TEXT,
            quote_char=None,
            has_header=False,
            infer_schema=False,
            new_columns=["line"],
        )
        .slice(n_above)
        .with_row_index(SOURCE_ROW, offset=part.n_before + n_above + 1)
        .with_columns(pl.col("line").fill_null(""))
    )


def _split_lines(
    lines: pl.DataFrame, layout: Layout, mark: str | None = None
) -> pl.DataFrame:
    content = "".join(f"{line}\n" for line in lines["line"]).encode()
    cells = _split(content, layout, mark)
    return build_rows(cells, layout.headings, lines[SOURCE_ROW])


def _split(
    content: bytes, layout: Layout, mark: str | None, *, n_above: int = 0
) -> pl.DataFrame:
    """Split every line below the first; one with too few cells gets blanks."""
    names = [f"column_{i}" for i in range(len(layout.headings))]
    return pl.read_csv(
        content,
        separator=layout.separator,
        quote_char=mark,
        has_header=False,
        skip_lines=n_above,
        schema=dict.fromkeys(names, pl.String),
        truncate_ragged_lines=True,
        missing_columns="insert",
        extra_columns="ignore",
    )


def _build_quoted(quoted: Quoted, headings: tuple[str, ...]) -> pl.DataFrame:
    names = [f"column_{i}" for i in range(len(headings))]
    cells = pl.DataFrame(
        quoted.rows, schema=dict.fromkeys(names, pl.String), orient="row"
    )
    places = pl.Series(SOURCE_ROW, quoted.source_rows, dtype=pl.UInt32)
    return build_rows(cells, headings, places)


def _build_malformed(
    plain: pl.DataFrame, quoted: Quoted, headings: tuple[str, ...]
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
