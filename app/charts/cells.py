"""Cells of a table as words, for media that are read and not computed with."""

from datetime import date

from app.charts.spec import Cell, Table
from app.formatting import show_date, show_number

MOST_DECIMALS = 2
# Whole numbers that are years, and are never grouped; a count of 2 024 loses nothing.
YEARS = range(1900, 2101)


def show_cell(cell: Cell) -> str:
    """Write a cell in the reader's language; a dash where nothing is known."""
    if cell is None:
        return "\u2013"
    if isinstance(cell, date):
        return show_date(cell)
    if isinstance(cell, str):
        return cell
    if isinstance(cell, int) and cell in YEARS:
        return str(cell)
    return show_number(cell, decimals=_find_decimals(cell))


def find_number_columns(table: Table) -> tuple[bool, ...]:
    """Find the columns that hold numbers and nothing else, to be set to the right."""
    columns = (
        zip(*table.rows, strict=True) if table.rows else ((),) * len(table.headings)
    )
    return tuple(
        any(cell is not None for cell in column)
        and all(cell is None or _is_number(cell) for cell in column)
        for column in columns
    )


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _find_decimals(number: float) -> int:
    """Find how many decimals say the number, at most two."""
    return next(
        (n for n in range(MOST_DECIMALS) if number == round(number, n)), MOST_DECIMALS
    )
