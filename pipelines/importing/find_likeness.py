"""Tell how alike two words are, to suggest what a sender may mean; never to decide."""

import unicodedata
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from pipelines.importing.cells import Sheet
from pipelines.sources.source import Table

SAME = 100
#: Less alike than this is no suggestion.
LEAST = 72
#: "Org.nr" for a longer word: its letters in their order, from the same beginning.
SHORTENED, BEGINNING = 80, 3
#: A word inside a longer one counts a little less than the same words otherwise put.
INSIDE = 0.88
MOST_CANDIDATES = 5


def score_likeness(one: str, other: str) -> int:
    """Score two words from 0 to 100, where 100 differ in accents and signs at most."""
    first, second = _fold(one), _fold(other)
    if first.replace(" ", "") == second.replace(" ", ""):
        return SAME if first else 0
    likeness = max(
        SHORTENED if _check_shortened(first, second) else 0,
        fuzz.ratio(first, second),
        fuzz.token_sort_ratio(first, second),
        INSIDE * fuzz.token_set_ratio(first, second),
    )
    return min(SAME - 1, round(likeness))


def find_most_alike(
    written: str, words: Iterable[tuple[str, str]]
) -> tuple[str, int] | None:
    """Find what a written word may mean.

    Args:
        written: The word.
        words: Known words, each with what it means.

    Returns:
        The meaning and its likeness; nothing when no word is alike.
    """
    scored = [(score_likeness(written, word), means) for word, means in words]
    likeness, means = max(scored, default=(0, ""))
    return (means, likeness) if likeness >= LEAST else None


def find_pairs(
    written: Sequence[str], words: Sequence[tuple[str, str]]
) -> dict[str, tuple[str, int]]:
    """Find what each of several words may mean, no two of them the same.

    Returns:
        Per written word that anything is alike: the meaning and its likeness.
    """
    scored = sorted(
        (
            (score_likeness(heading, word), heading, means)
            for heading in written
            for word, means in words
        ),
        key=lambda each: -each[0],
    )
    found: dict[str, tuple[str, int]] = {}
    taken: set[str] = set()
    for likeness, heading, means in scored:
        if likeness >= LEAST and heading not in found and means not in taken:
            found[heading] = (means, likeness)
            taken.add(means)
    return found


def find_candidates(
    sheets: Sequence[Sheet], tables: Iterable[Table]
) -> list[tuple[Table, int]]:
    """Find the tables whose headings are most like those of an unknown file.

    Returns:
        The best few, best first, with a likeness of 1 to 100.
    """
    scored = [
        (table, max(_score_sheet(sheet, table) for sheet in sheets)) for table in tables
    ]
    likely = sorted((pair for pair in scored if pair[1]), key=lambda pair: -pair[1])
    return likely[:MOST_CANDIDATES]


def _score_sheet(sheet: Sheet, table: Table) -> int:
    """Score how much of what a table needs, and of what a sheet has, is alike."""
    headings = [heading for heading in sheet.headings if heading]
    words = list(table.columns.items())
    found = find_pairs(headings, words)
    needed = set(table.columns.values()) - table.missing_allowed
    got = dict(found.values())
    needed_score = sum(got.get(column, 0) for column in needed) / max(len(needed), 1)
    had_score = sum(got.values()) / max(len(headings), 1)
    return round(0.6 * needed_score + 0.4 * had_score)


def _check_shortened(one: str, other: str) -> bool:
    short, long = sorted((one.replace(" ", ""), other.replace(" ", "")), key=len)
    letters = iter(long)
    return (
        len(short) > BEGINNING
        and short[:BEGINNING] == long[:BEGINNING]
        and all(letter in letters for letter in short)
    )


def _fold(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold())
    kept = (
        letter if letter.isalnum() else " "
        for letter in letters
        if not unicodedata.combining(letter)
    )
    return " ".join("".join(kept).split())
