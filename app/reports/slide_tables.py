"""Split a long table over slides: letter size, column widths, rows on each slide.

table ─→ letters as large as its columns allow ─→ heights of rows ─→ Cells per slide
"""

from math import ceil

from app.charts.cells import find_number_columns, show_cell
from app.charts.office_table import MARGIN, Cells
from app.charts.spec import Cell, Table

LETTERS = (12.0, 11.0, 10.0, 9.0, 8.0)
# A list that takes more slides than this is set smaller, but never under this size.
MOST_SLIDES, SMALL_LETTER = 3, 9.0
# The mean width of a letter and the height of a line, as parts of the size.
LETTER, BOLD, LINE = 0.52, 1.05, 1.2
GAP = 2 * MARGIN + 4
LONGEST_WORD, MOST_CELL = 18, 220
# Room is given out in bits of this many points, by as many rows as this.
BIT, MOST_WEIGHED = 6.0, 60
SHORT_CELL = 12
PADDING = MARGIN + 2
# A line that fits its column exactly is one line, whatever its digits round to.
SLACK = 0.02
Rows = tuple[tuple[str, ...], ...]


def build_slide_tables(table: Table, room: tuple[float, float]) -> tuple[Cells, ...]:
    """Build the tables of as many slides as a table needs.

    Args:
        table: The whole table.
        room: Width and height of the room on a slide, in points.

    Returns:
        At least one table; each has the headings and as many rows as there is room
        for, every row once and in order.
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
    heights = [find_row_height(row, widths, letter) for row in rows]
    top = find_row_height(table.headings, widths, letter)
    return tuple(
        Cells(
            headings=table.headings,
            rows=part,
            shares=tuple(each / sum(widths) for each in widths),
            right_aligned=find_number_columns(table),
            letter=letter,
        )
        for part in _split_evenly(rows, heights, height - top)
    )


def find_row_height(
    row: tuple[str, ...], widths: tuple[float, ...], letter: float
) -> float:
    """Find how high a row stands, in points."""
    lines = max(
        (
            _find_lines(cell, each, letter)
            for cell, each in zip(row, widths, strict=True)
        ),
        default=1,
    )
    return lines * letter * LINE + PADDING


def build_told_rows(table: Table) -> Rows:
    """Build a table's rows as words."""
    return tuple(tuple(_show(cell) for cell in row) for row in table.rows)


def _show(cell: Cell) -> str:
    text = show_cell(cell)
    return text if len(text) <= MOST_CELL else f"{text[: MOST_CELL - 1]}\u2026"


def find_widths(
    rows: Rows, room: float, letters: tuple[float, ...]
) -> tuple[float, tuple[float, ...]]:
    """Find the largest letters at which no word is broken, and the columns' widths."""
    columns = list(zip(*rows, strict=True))
    letter, least = letters[0], [room]
    for letter in letters:
        least = [_find_least(column, letter) for column in columns]
        if sum(least) <= room:
            break
    if sum(least) > room:
        return letter, tuple(each * room / sum(least) for each in least)
    widths = _find_shared(columns, least, room, letter)
    return letter, tuple(each * room / sum(widths) for each in widths)


def _find_shared(
    columns: list[tuple[str, ...]], least: list[float], room: float, letter: float
) -> list[float]:
    """Give what is left, bit by bit, to the column that makes most rows high."""
    widths = [*least]
    shown = [column[:MOST_WEIGHED] for column in columns]
    lines = [
        [_find_lines(cell, width, letter) for cell in column]
        for column, width in zip(shown, widths, strict=True)
    ]
    while sum(widths) + BIT <= room:
        tallest = [max(row) for row in zip(*lines, strict=True)]
        costs = [
            sum(high - 1 for n, high in zip(column, tallest, strict=True) if n == high)
            for column in lines
        ]
        if not max(costs):
            break
        at = costs.index(max(costs))
        widths[at] += BIT
        lines[at] = [_find_lines(cell, widths[at], letter) for cell in shown[at]]
    return widths


def _find_lines(cell: str, width: float, letter: float) -> int:
    """Find how many lines a cell takes in a column."""
    return sum(
        max(1, ceil(len(line) * letter * LETTER * BOLD / (width - GAP) - SLACK))
        for line in cell.split("\n")
    )


def find_least_width(rows: Rows, letter: float) -> float:
    """Find the width at which no word of a table is broken."""
    return sum(_find_least(column, letter) for column in zip(*rows, strict=True))


def _find_least(column: tuple[str, ...], letter: float) -> float:
    longest = max((_find_longest_word(cell) for cell in column), default=1)
    return min(longest, LONGEST_WORD) * letter * LETTER * BOLD + GAP


def _find_longest_word(cell: str) -> int:
    """Find the longest part that stays on one line: a short cell stays whole."""
    if len(cell) <= SHORT_CELL:
        return len(cell)
    return max((len(word) for word in cell.split()), default=1)


def _split_evenly(rows: Rows, heights: list[float], room: float) -> list[Rows]:
    """Split over as few slides as there is room for, about as much on each."""
    parts = _split(rows, heights, room)
    even = sum(heights) / len(parts) + max(heights, default=0.0)
    evenly = _split(rows, heights, min(even, room))
    return evenly if len(evenly) == len(parts) else parts


def _split(rows: Rows, heights: list[float], room: float) -> list[Rows]:
    parts: list[list[tuple[str, ...]]] = [[]]
    taken = 0.0
    for row, height in zip(rows, heights, strict=True):
        if parts[-1] and taken + height > room:
            parts.append([])
            taken = 0.0
        parts[-1].append(row)
        taken += height
    return [tuple(part) for part in parts]
