"""Find the row that holds the headings, below whatever titles somebody put above it."""

from collections.abc import Callable, Sequence

from pipelines.errors import ExportFormatError
from pipelines.importing.cells import build_headings

#: Tells whether some agreement knows a row by its headings.
Fits = Callable[[frozenset[str]], bool]
Row = Sequence[str | None]

#: Headings further down than this are not looked for.
LOOK = 30
#: A title, or a label and its text ("Uttag", "2025-10-31"); data rows hold more.
MOST_TITLE_CELLS = 2


def find_known_row(rows: Sequence[Row], fits: Fits) -> int | None:
    """Find the row whose headings some agreement knows, below nothing but titles.

    Args:
        rows: The first rows of the sheet.
        fits: Tells whether headings are agreed.

    Returns:
        Its place, counted from 0; nothing when no such row is there, or when a row
        above it is too full for a title and may be somebody's data.
    """
    most_above = 0
    for place, row in enumerate(rows):
        n_filled = _count_filled(row)
        if most_above > MOST_TITLE_CELLS:
            return None
        if n_filled > most_above and _has_agreed(row, fits):
            return place
        most_above = max(most_above, n_filled)
    return None


def find_likely_row(rows: Sequence[Row]) -> int | None:
    """Find the first row with two cells or more; above it stand titles and blanks.

    Returns:
        Its place, counted from 0. In a sheet of one column, the first row. Nothing
        when there is no such row, or it is blank.
    """
    for place, row in enumerate(rows):
        if _count_filled(row) > 1:
            return place
    return 0 if rows and _count_filled(rows[0]) else None


def build_no_headings() -> ExportFormatError:
    """Build the refusal of a sheet without headings."""
    return ExportFormatError(
        f"there are no headings on the first {LOOK} lines; the first line is blank. "
        "Put the headings on line 1 and the rows below.",
        reason_code="headings",
    )


def build_title_notes(rows: Sequence[Row]) -> tuple[str, ...]:
    """Name the rows above the headings that hold something, by number only."""
    titles = [place for place, row in enumerate(rows, start=1) if _count_filled(row)]
    if not titles:
        return ()
    listed = ", ".join(map(str, titles))
    return (
        f"Taken as titles, not counted as rows: line {listed}, above the headings.",
    )


def _count_filled(row: Row) -> int:
    return sum(bool(cell and cell.strip()) for cell in row)


def _has_agreed(row: Row, fits: Fits) -> bool:
    try:
        return fits(frozenset(build_headings(row)))
    except ExportFormatError:
        return False
