r"""Tell the tables of a report apart: several titled tables in one text file.

Web statistics tools mail such reports: a title alone on its line, headings, rows, a
blank line, and the next title.
"""

import csv
import re
from dataclasses import dataclass

#: The blank line, or lines, between two tables.
BETWEEN = re.compile(rb"\n(?:[ \t]*\n)+")
#: A title is looked for in the first bytes only.
LOOK_BYTES = 10_000
HAS_DIGIT_FIRST = re.compile(r"^\s*[-\u2212]?\d")


@dataclass(frozen=True)
class Part:
    """One table of a report: its name, its lines, and how many lines come before.

    The name says on which line its title stands. The title itself is the sender's
    free text, and names go into messages.
    """

    name: str
    content: bytes
    n_before: int


def read_parts(content: bytes, separators: str) -> tuple[Part, ...]:
    """Split a report into its tables.

    A file is a report only when every block between blank lines is a title of one cell
    over headings of two cells or more, none of them a figure, and rows as wide as the
    headings; a title over nothing, or over a single line of words, is an empty table.
    In any other file blank lines are just blank lines, so that no row is lost.

    Args:
        content: The file, as from `read_text`.
        separators: What may stand between cells.

    Returns:
        The tables that have rows, in their order. Empty for a file that is no report.
    """
    title = content[:LOOK_BYTES].lstrip().split(b"\n", 1)[0].decode(errors="ignore")
    if _has_any(title, separators):
        return ()  # an ordinary file begins with its headings: spare it the search
    parts, start = [], 0
    bounds = [(found.start() + 1, found.end()) for found in BETWEEN.finditer(content)]
    for stop, resume in [*bounds, (len(content), len(content))]:
        block = content[start:stop]
        if block.strip():
            n_before = content.count(b"\n", 0, start)
            is_table = _check_table(block.decode(), separators)
            if is_table is None:
                return ()
            if is_table:
                rest = block.split(b"\n", 1)[1]
                parts.append(Part(f"line {n_before + 1}", rest, n_before + 1))
        start = resume
    return tuple(parts) if len(parts) > 1 else ()


def _check_table(block: str, separators: str) -> bool | None:
    """Tell a table from an empty one; nothing for a block that is neither."""
    title, *lines = block.strip("\n").split("\n")
    if _has_any(title, separators):
        return None
    if len(lines) <= 1 and not _has_any("".join(lines), separators):
        return False
    for separator in separators:
        headings, *rows = csv.reader(lines, delimiter=separator)
        if any(HAS_DIGIT_FIRST.match(heading) for heading in headings):
            continue
        if len(headings) > 1 and {len(row) for row in rows} <= {len(headings)}:
            return True
    return None


def _has_any(line: str, separators: str) -> bool:
    return any(separator in line for separator in separators)
