"""Find the rows of totals that somebody put below a table."""

import polars as pl

from pipelines.importing.cells import SOURCE_ROW, Cells

TOTAL_WORDS = ("summa", "totalt", "total", "totalsumma", "summa totalt", "sum")
#: A figure as people write it; whether it can be read exactly does not matter here.
FIGURE = r"^[-\u2212]?\d[\d\s\u00a0\u202f\u2009.,]*(%|kr|SEK)?$"
#: More rows of totals than this in a row, and they are data after all.
MOST_TOTALS = 5


def find_totals(cells: Cells) -> Cells:
    """Take the rows of totals at the bottom away from the rows, and name them.

    A total begins with Summa, Totalt or Total, holds at least one figure and otherwise
    only figures and blanks, and nothing but totals comes after it. Any other row stays
    a row: a supplier called Total has a country too.

    Returns:
        The cells without the totals, and a note that names them by line.
    """
    n_rows = cells.rows.height
    last = cells.rows.tail(MOST_TOTALS).rows()
    last_malformed = cells.malformed[SOURCE_ROW].max()
    n_totals = 0
    for line, *texts in reversed(last):
        is_below = last_malformed is None or line > last_malformed
        if not (is_below and _check_total(texts)):
            break
        n_totals += 1
    # A table that would be all totals is one whose rows have such names.
    if n_totals in (0, n_rows):
        return cells
    lines = ", ".join(map(str, cells.rows[SOURCE_ROW].tail(n_totals)))
    note = f"Taken as totals, not counted as rows: line {lines}, at the bottom."
    return Cells(
        rows=cells.rows.head(n_rows - n_totals),
        malformed=cells.malformed,
        notes=(*cells.notes, note),
    )


def _check_total(texts: list[str | None]) -> bool:
    filled = [text for text in texts if text is not None]
    word, *others = filled
    return (
        word.rstrip(":").strip().lower() in TOTAL_WORDS
        and len(others) > 0
        and pl.Series(others).str.contains(FIGURE).all()
    )
