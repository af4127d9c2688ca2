"""Split a long table over slides: letter size, column widths, rows on each slide.

table ─→ letters as large as there is room for ─→ heights of rows ─→ Cells per slide
"""

from textwrap import wrap

from app.charts.cells import find_number_columns
from app.charts.office_table import Cells
from app.charts.spec import Table
from app.reports.column_fit import (
    LINE,
    PADDING,
    Row,
    Rows,
    build_told_rows,
    find_line_length,
    find_row_height,
    find_widths,
)

LETTERS = (12.0, 11.0, 10.0, 9.0, 8.0)
# A list that takes more slides than this is set smaller, but never under this size.
MOST_SLIDES, SMALL_LETTER = 3, 9.0


def build_slide_tables(table: Table, room: tuple[float, float]) -> tuple[Cells, ...]:
    """Build the tables of as many slides as a table needs.

    Args:
        table: The whole table.
        room: Width and height of the room on a slide, in points.

    Returns:
        At least one table; each has the headings and as many rows as there is room
        for, every row once and in order. A row that is higher than a slide goes on in
        a row under it.
    """
    rows = build_told_rows(table)
    cells: tuple[Cells, ...] = ()
    for at in range(len(LETTERS)):
        cells = _build_cells(table, rows, room, LETTERS[at:])
        is_small = cells[0].letter <= SMALL_LETTER
        if len(cells) <= MOST_SLIDES or is_small:
            break
    return cells


def _build_cells(
    table: Table, rows: Rows, room: tuple[float, float], letters: tuple[float, ...]
) -> tuple[Cells, ...]:
    width, height = room
    letter, widths = find_widths((table.headings, *rows), width, letters)
    left = height - find_row_height(table.headings, widths, letter)
    split = tuple(
        part for row in rows for part in _split_tall(row, widths, letter, left)
    )
    heights = [find_row_height(row, widths, letter) for row in split]
    return tuple(
        Cells(
            headings=table.headings,
            rows=part,
            shares=tuple(each / sum(widths) for each in widths),
            right_aligned=find_number_columns(table),
            letter=letter,
        )
        for part in _split_evenly(split, heights, left)
    )


def _split_tall(
    row: Row, widths: tuple[float, ...], letter: float, room: float
) -> list[Row]:
    """Split a row that no slide has room for into rows that go on under it."""
    if find_row_height(row, widths, letter) <= room:
        return [row]
    n_lines = max(int((room - PADDING) / (letter * LINE)), 1)
    columns = [
        _wrap(cell, int(find_line_length(width, letter)), n_lines)
        for cell, width in zip(row, widths, strict=True)
    ]
    n_parts = max(len(column) for column in columns)
    return [
        tuple(column[at] if at < len(column) else "" for column in columns)
        for at in range(n_parts)
    ]


def _wrap(cell: str, line_length: int, n_lines: int) -> list[str]:
    lines = [
        part for line in cell.split("\n") for part in wrap(line, line_length) or [""]
    ]
    return [" ".join(lines[at : at + n_lines]) for at in range(0, len(lines), n_lines)]


def _split_evenly(rows: Rows, heights: list[float], room: float) -> list[Rows]:
    """Split over as few slides as there is room for, about as much on each."""
    parts = _split(rows, heights, room)
    even = sum(heights) / len(parts) + max(heights, default=0.0)
    evenly = _split(rows, heights, min(even, room))
    return evenly if len(evenly) == len(parts) else parts


def _split(rows: Rows, heights: list[float], room: float) -> list[Rows]:
    parts: list[list[Row]] = [[]]
    taken = 0.0
    for row, height in zip(rows, heights, strict=True):
        if parts[-1] and taken + height > room:
            parts.append([])
            taken = 0.0
        parts[-1].append(row)
        taken += height
    return [tuple(part) for part in parts]
