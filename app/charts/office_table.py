"""A table on a slide: a marked row of headings, quiet lines, cells as they are told.

Also what becomes a table because no native chart carries it: the grid.
"""

from dataclasses import dataclass
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from app.charts.draw_plan import FIRST_DARK
from app.charts.forms_plan import Grid
from app.charts.office_deck import Box
from app.charts.office_words import write_fill, write_margins, write_words
from app.theme import HAIRLINE, INK, MUTED, SEQUENCE, SURFACE, WHITE

MARGIN = 5.0
# The table style that every program has and that draws nothing by itself.
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
HAIR_WIDTH, LINE_WIDTH = 6350, 12700


@dataclass(frozen=True)
class Cells:
    """A table ready to be written: words, where they stand and what is behind them.

    `shares` are the columns' parts of the width. `fills` and `inks` are by row and
    column, empty for none.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    right_aligned: tuple[bool, ...]
    letter: float
    fills: tuple[tuple[str, ...], ...] = ()
    inks: tuple[tuple[str, ...], ...] = ()
    is_centred: bool = False
    has_first_column: bool = False


def build_grid(marks: Grid, letter: float) -> Cells:
    """Build a grid's cells, darker with more; white words on the darkest only."""
    fills = tuple(
        ("", *(SURFACE if step is None else SEQUENCE[step] for step in row))
        for row in marks.steps
    )
    inks = tuple(
        (INK, *(WHITE if (step or 0) >= FIRST_DARK else INK for step in row))
        for row in marks.steps
    )
    longest = max((len(label) for label in marks.row_labels), default=1)
    count = len(marks.column_labels)
    name = min(0.4, max(0.15, longest * 0.011))
    return Cells(
        headings=("", *marks.column_labels),
        rows=tuple(
            (label, *texts)
            for label, texts in zip(marks.row_labels, marks.texts, strict=True)
        ),
        shares=(name, *((1 - name) / max(count, 1) for _column in range(count))),
        right_aligned=(False,) * (count + 1),
        letter=letter,
        fills=fills,
        inks=inks,
        is_centred=True,
        has_first_column=True,
    )


def write_table(slide: Any, box: Box, cells: Cells, *, row_height: float) -> Any:
    """Write a table and return its frame.

    Args:
        slide: Where it goes.
        box: Its place; rows may be lower than the box is high.
        cells: What it says.
        row_height: In points; a program makes a row higher when its words need it.
    """
    n_rows = len(cells.rows) + 1
    height = int(Pt(row_height)) * n_rows
    frame = slide.shapes.add_table(
        n_rows, len(cells.headings), box.left, box.top, box.width, height
    )
    table = frame.table
    table.horz_banding = False
    table.first_row = True
    table.first_col = cells.has_first_column
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = NO_STYLE
    for column, share in zip(table.columns, cells.shares, strict=True):
        column.width = int(box.width * share)
    for row in table.rows:
        row.height = int(Pt(row_height))
    for at, words in enumerate((cells.headings, *cells.rows)):
        for column, text in enumerate(words):
            _write_cell(table.cell(at, column), text, cells, at - 1, column)
    return frame


def _write_cell(cell: Any, text: str, cells: Cells, row: int, column: int) -> None:
    is_heading = row < 0
    ink = MUTED if is_heading else INK
    fill = ""
    if not is_heading and cells.fills:
        ink, fill = cells.inks[row][column], cells.fills[row][column]
    write_words(
        cell.text_frame,
        (text,),
        size=cells.letter,
        colour=ink,
        is_bold=is_heading or (column == 0 and cells.has_first_column),
        is_centred=cells.is_centred and column > 0,
        is_fixed=bool(fill),
    )
    if cells.right_aligned[column]:
        cell.text_frame.paragraphs[0]._p.get_or_add_pPr().set("algn", "r")
    write_margins(cell.text_frame, MARGIN)
    cell.margin_left = cell.margin_right = Pt(MARGIN)
    cell.margin_top = cell.margin_bottom = Pt(MARGIN / 2)
    write_fill(cell.fill, fill, is_fixed=True)
    _write_line(cell, is_heading=is_heading, colour=WHITE if fill else HAIRLINE)


def _write_line(cell: Any, *, is_heading: bool, colour: str) -> None:
    """Draw a line under the cell, thicker under the headings."""
    look = cell._tc.get_or_add_tcPr()
    width = LINE_WIDTH if is_heading else HAIR_WIDTH
    shade = MUTED if is_heading else colour
    line = parse_xml(
        f'<a:lnB {nsdecls("a")} w="{width}"><a:solidFill><a:srgbClr '
        f'val="{shade.removeprefix("#")}"/></a:solidFill></a:lnB>'
    )
    # Lines stand before fills in the file's own order.
    look.insert(0, line)
