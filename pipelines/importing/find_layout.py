"""Find how the cells of a text table stand: what splits them, under which headings."""

import csv
from dataclasses import dataclass

from pipelines.importing.cells import build_headings
from pipelines.importing.find_headings import (
    LOOK,
    Fits,
    build_no_headings,
    build_title_notes,
    find_known_row,
    find_likely_row,
)

SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab"}
#: Headings are looked for in the first lines of the first bytes.
LOOK_BYTES = 1_000_000


@dataclass(frozen=True)
class Layout:
    """What splits the cells, and which line, counted from 0, holds the headings.

    `notes` names the lines above it that hold titles.
    """

    separator: str
    place: int
    headings: tuple[str, ...]
    notes: tuple[str, ...]


def find_layout(content: bytes, fits: Fits) -> Layout:
    """Find the separator and the heading line: an agreed one, or the likeliest.

    Likeliest is the separator by which headings and the line below split alike; then
    the one whose headings stand nearest the top; then the one that gives most cells.

    Raises:
        ExportFormatError: There are no headings, or two are alike.
    """
    first = content[:LOOK_BYTES].decode(errors="ignore").split("\n")[:LOOK]
    # The csv module fails on longer cells; where they begin is enough here.
    lines = [line[: csv.field_size_limit()] for line in first]
    split = {
        separator: [next(csv.reader([line], delimiter=separator), []) for line in lines]
        for separator in SEPARATORS
    }
    known = {sign: find_known_row(rows, fits) for sign, rows in split.items()}
    likely = {sign: find_likely_row(rows) for sign, rows in split.items()}
    places = {
        sign: place
        for sign, place in (known if set(known.values()) != {None} else likely).items()
        if place is not None
    }
    if not places:
        raise build_no_headings()
    separator = max(places, key=lambda sign: _score_layout(split[sign], places[sign]))
    place, rows = places[separator], split[separator]
    headings = build_headings(rows[place])
    return Layout(separator, place, headings, build_title_notes(rows[:place]))


def _score_layout(rows: list[list[str]], place: int) -> tuple[bool, bool, int, int]:
    """Score a separator: split like the row below, near the top, in many cells."""
    width = len(rows[place])
    below = next((len(row) for row in rows[place + 1 :] if row), 0)
    is_alike = below == width
    return width > 1, is_alike, -place if is_alike else 0, width
