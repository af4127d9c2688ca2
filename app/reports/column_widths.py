"""How wide the columns of a table on paper are, and whether the page must be turned."""

from dataclasses import dataclass

from app.charts.cells import show_cell
from app.charts.spec import Table

# A4 less its margins, in points.
UPRIGHT, TURNED = 482.0, 728.0
# A hard space keeps words on one line.
BLANK = " "
LETTER, SMALL_LETTER = 8.5, 7.5
# The mean width of a letter in sizes of it, and the blank between two columns.
LETTER_WIDTH, BOLD, GAP = 0.52, 1.15, 10.0
# A longer word is divided, a longer cell wrapped.
LONGEST_WORD, LONGEST_CELL = 16, 120
# Letter size, room, and up to how many letters a cell stays on one line.
TRIES = (
    (LETTER, UPRIGHT, LONGEST_WORD),
    (LETTER, UPRIGHT, 0),
    (LETTER, TURNED, LONGEST_WORD),
    (LETTER, TURNED, 0),
    (SMALL_LETTER, TURNED, 0),
)


@dataclass(frozen=True)
class Laid:
    """A table laid out: widths in points, letter size, and whether the page turns.

    `divided` are the columns whose words are so long that they may be divided.
    """

    widths: tuple[float, ...]
    divided: tuple[bool, ...]
    letter: float
    is_turned: bool


def find_widths(table: Table) -> Laid:
    """Find widths that break no word, on an upright page where that is possible."""
    columns: list[tuple[str, ...]] = [
        (heading, *(show_cell(row[at]) for row in table.rows))
        for at, heading in enumerate(table.headings)
    ]
    least: list[float] = []
    letter, room = LETTER, UPRIGHT
    for letter, room, whole in TRIES:
        least = [_find_least(column, letter, whole=whole) for column in columns]
        if sum(least) <= room:
            break
    return Laid(
        widths=_share(least, columns, letter, room),
        divided=tuple(_check_is_divided(column) for column in columns),
        letter=letter,
        is_turned=room == TURNED,
    )


def _check_is_divided(column: tuple[str, ...]) -> bool:
    return any(
        len(word) > LONGEST_WORD for cell in column for word in cell.split(BLANK)
    )


def _find_least(column: tuple[str, ...], letter: float, *, whole: int) -> float:
    """Find the width that divides no word, nor any cell of few enough letters."""
    heading, *cells = column
    cells = [cell.replace(" ", "-") if len(cell) <= whole else cell for cell in cells]
    lengths = [len(word) * BOLD for word in heading.split(BLANK)]
    lengths += [len(word) for cell in cells for word in cell.split(BLANK)]
    longest = max(lengths, default=1)
    return min(longest, LONGEST_WORD) * letter * LETTER_WIDTH + GAP


def _find_wanted(column: tuple[str, ...], letter: float) -> float:
    """Find the width that most cells fit in on one line."""
    lengths = [min(len(cell), LONGEST_CELL) for cell in column]
    usual = (max(lengths) + sum(lengths) / len(lengths)) / 2
    return usual * letter * LETTER_WIDTH + GAP


def _share(
    least: list[float], columns: list[tuple[str, ...]], letter: float, room: float
) -> tuple[float, ...]:
    """Share what is left by how much more each column would like."""
    left = room - sum(least)
    if left < 0:
        return tuple(low * room / sum(least) for low in least)
    wanted = [_find_wanted(column, letter) for column in columns]
    more = [max(0.0, want - low) for want, low in zip(wanted, least, strict=True)]
    part = left / sum(more) if sum(more) else 0.0
    widths = [low + extra * part for low, extra in zip(least, more, strict=True)]
    # A narrow table fills the page too, so that tables stand in line.
    return tuple(width * room / sum(widths) for width in widths)
