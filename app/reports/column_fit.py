"""Fit a table's columns to their words: letter size, widths, heights of rows.

Nothing is cut: what does not fit on a line takes another, and room goes to the column
that makes most rows high.
"""

import re
from math import ceil

from app.charts.cells import show_cell
from app.charts.office_table import MARGIN
from app.charts.spec import Table

# The mean width of a letter and the height of a line, as parts of the size.
LETTER, BOLD, LINE = 0.52, 1.05, 1.2
GAP = 2 * MARGIN + 4
PADDING = MARGIN + 2
# A longer word is divided; a shorter cell stays on one line.
LONGEST_WORD, SHORT_CELL = 18, 12
# Room is given out in bits of this many points, by as many rows as this.
BIT, MOST_WEIGHED = 6.0, 60
# A line that fits its column exactly is one line, whatever its digits round to.
SLACK = 0.02
BLANKS = re.compile("[ \n]+")
Row = tuple[str, ...]
Rows = tuple[Row, ...]


def build_told_rows(table: Table) -> Rows:
    """Build a table's rows as words."""
    return tuple(tuple(show_cell(cell) for cell in row) for row in table.rows)


def find_widths(
    rows: Rows, room: float, letters: tuple[float, ...]
) -> tuple[float, tuple[float, ...]]:
    """Find the largest letters at which no word is broken, and the columns' widths.

    Args:
        rows: The headings and the rows.
        room: The table's width, in points.
        letters: Sizes to try, the largest first; the last is taken when none fits.
    """
    columns = list(zip(*rows, strict=True))
    letter, least = letters[0], [room]
    for letter in letters:
        least = [_find_least(column, letter) for column in columns]
        if sum(least) <= room:
            break
    widths = least
    if sum(least) <= room:
        widths = _find_shared(columns, least, room, letter)
    return letter, tuple(each * room / sum(widths) for each in widths)


def find_least_width(rows: Rows, letter: float) -> float:
    """Find the width at which no word of a table is broken."""
    return sum(_find_least(column, letter) for column in zip(*rows, strict=True))


def find_row_height(row: Row, widths: tuple[float, ...], letter: float) -> float:
    """Find how high a row stands, in points."""
    lines = max(
        (
            find_lines(cell, each, letter)
            for cell, each in zip(row, widths, strict=True)
        ),
        default=1,
    )
    return lines * letter * LINE + PADDING


def find_lines(cell: str, width: float, letter: float) -> int:
    """Find how many lines a cell takes in a column."""
    return sum(
        max(1, ceil(len(line) / find_line_length(width, letter) - SLACK))
        for line in cell.split("\n")
    )


def find_line_length(width: float, letter: float) -> float:
    """Find how many letters a line of a column holds."""
    return max((width - GAP) / (letter * LETTER * BOLD), 1.0)


def _find_shared(
    columns: list[Row], least: list[float], room: float, letter: float
) -> list[float]:
    """Give what is left, bit by bit, to the column that makes most rows high."""
    widths = [*least]
    shown = [column[:MOST_WEIGHED] for column in columns]
    lines = [
        [find_lines(cell, width, letter) for cell in column]
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
        lines[at] = [find_lines(cell, widths[at], letter) for cell in shown[at]]
    return widths


def _find_least(column: Row, letter: float) -> float:
    longest = max((_find_longest_word(cell) for cell in column), default=1)
    return min(longest, LONGEST_WORD) * letter * LETTER * BOLD + GAP


def _find_longest_word(cell: str) -> int:
    if len(cell) <= SHORT_CELL:
        return len(cell)
    # Not at blanks that hold words together.
    return max((len(word) for word in BLANKS.split(cell)), default=1)
