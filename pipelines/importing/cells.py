"""The cells of a received file: text as the sender wrote it, before any meaning."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import polars as pl

from pipelines.errors import ExportFormatError

#: The line in the file, where the heading is line 1. Follows a row all the way.
SOURCE_ROW = "source_row"
#: So many cells tell whether a column has few or many different texts.
FIRST = 1000


#: The column that a list of rejected rows has more than the sender's own file.
FAULT = "Fel"


@dataclass(frozen=True)
class Cells:
    """Every row of a file exactly once: readable as cells, or malformed.

    `rows` has `source_row` (UInt32) and one text column per heading; a blank cell is
    null and wholly blank lines are left out. `malformed` has `source_row`,
    `broken_rules` and `as_received` for lines that do not fit the headings. `notes`
    names the lines that are no rows at all: titles and totals.
    """

    rows: pl.DataFrame
    malformed: pl.DataFrame
    notes: tuple[str, ...] = ()

    @property
    def n_received(self) -> int:
        """The number of rows that somebody sent."""
        return self.rows.height + self.malformed.height


@dataclass(frozen=True)
class Sheet:
    """One table of a received file, known by its headings; its cells are read later.

    `from_workbook` when points are decimal points and days may be serial numbers.
    `open_line` is the last line, when it lacks a line break and may be cut off.
    `encoding` and `separator` are those of a text file, to write another like it.
    `parts` names the sheets that it was joined from, if it was.
    """

    name: str
    headings: tuple[str, ...]
    found_format: str
    read: Callable[[], Cells]
    from_workbook: bool = False
    open_line: int | None = None
    encoding: str | None = None
    separator: str | None = None
    parts: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """The names of the sheets in the file that it holds."""
        return self.parts or (self.name,)


def build_joined(parts: Sequence[Sheet], columns: dict[str, str]) -> Sheet:
    """Join the parts of one table that a report tells one after the other.

    Args:
        parts: At least one. A heading that a part lacks is blank in its rows.
        columns: Headings to our names. Where parts call one column differently, it
            goes by the first part's word.
    """
    if len(parts) == 1:
        return parts[0]
    words: dict[str, str] = {}
    for part in parts:
        for heading in part.headings:
            words.setdefault(columns.get(heading, heading), heading)

    def find_word(heading: str) -> str:
        return words.get(columns.get(heading, heading), heading)

    def read() -> Cells:
        cells = [part.read() for part in parts]
        return Cells(
            rows=pl.concat(
                [part.rows.rename(find_word) for part in cells], how="diagonal"
            ),
            malformed=pl.concat([part.malformed for part in cells]),
            notes=tuple(note for part in cells for note in part.notes),
        )

    return replace(
        parts[0],
        name=", ".join(part.name for part in parts),
        parts=tuple(part.name for part in parts),
        headings=tuple(words.values()),
        read=read,
        open_line=next((p.open_line for p in parts if p.open_line is not None), None),
    )


def build_headings(written: Sequence[str | None]) -> tuple[str, ...]:
    """Tidy the headings of a file: no stray blanks, and no two alike.

    Returns:
        As many headings as there are columns; "" for a column without one.

    Raises:
        ExportFormatError: There is no heading at all, or one stands twice.
    """
    headings = tuple(" ".join((heading or "").split()) for heading in written)
    named = [heading for heading in headings if heading]
    if not named:
        raise ExportFormatError(
            "the first line is blank. Put the headings on line 1 and the rows below.",
            reason_code="headings",
        )
    twice = sorted({name for name in named if named.count(name) > 1})
    if twice or SOURCE_ROW in named:
        raise ExportFormatError(
            f"the heading {(twice or [SOURCE_ROW])[0]!r} stands in two columns. Keep "
            "one, so that nobody has to guess which to read.",
            reason_code="headings",
        )
    return headings


def build_rows(
    cells: pl.DataFrame, headings: tuple[str, ...], source_row: pl.Series
) -> pl.DataFrame:
    """Name the columns, empty the blank cells and leave out the blank rows.

    Args:
        cells: Text columns in the order of `headings`, without the heading line.
        headings: As from `build_headings`.
        source_row: The line of each row.

    Raises:
        ExportFormatError: A column without a heading has something in it.
    """
    places = {old: f"column_{i}" for i, old in enumerate(cells.columns)}
    with ThreadPoolExecutor(pl.thread_pool_size()) as pool:
        stripped = pl.DataFrame([*pool.map(_strip, cells.rename(places))])
    for place, heading in zip(stripped.columns, headings, strict=True):
        if not heading and stripped[place].null_count() < stripped.height:
            raise ExportFormatError(
                f"column {stripped.get_column_index(place) + 1} has cells but no "
                "heading. Write one, or remove the column.",
                reason_code="headings",
            )
    kept = {f"column_{i}": name for i, name in enumerate(headings) if name}
    return (
        stripped.select(source_row.alias(SOURCE_ROW), *kept)
        .rename(kept)
        .filter(pl.any_horizontal(pl.exclude(SOURCE_ROW).is_not_null()))
    )


def _strip(texts: pl.Series) -> pl.Series:
    """Strip a column and empty its blank cells; most need it not, and stay as is."""
    first = texts.head(FIRST)
    # Few different texts are quicker to look at than all of them.
    words = texts.unique() if first.n_unique() < first.len() / 2 else texts
    stripped = words.str.strip_chars()
    if not ((stripped != words) | (stripped == "")).any():
        return texts
    return texts.str.strip_chars().replace("", None)


def build_malformed(
    source_rows: pl.Series, rule: str, as_received: list[str]
) -> pl.DataFrame:
    """Gather lines that do not fit the headings, in the shape of `Cells.malformed`."""
    return pl.DataFrame(
        {
            SOURCE_ROW: source_rows,
            "broken_rules": [rule] * len(as_received),
            "as_received": as_received,
        },
        schema={
            SOURCE_ROW: pl.UInt32,
            "broken_rules": pl.String,
            "as_received": pl.String,
        },
    )
