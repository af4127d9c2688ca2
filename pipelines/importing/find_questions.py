"""Find what has to be asked about a table: headings and words that nobody has agreed.

Nothing is guessed without being shown: what is only alike is a suggestion.
"""

from typing import Any

import polars as pl

from pipelines.importing.cells import FAULT, Sheet
from pipelines.importing.check_rows import CheckedRows
from pipelines.importing.check_table import FoundTable, TableCheck
from pipelines.importing.codelists import load_choices, load_codelists
from pipelines.importing.desk import Desk
from pipelines.importing.find_likeness import find_most_alike, find_pairs
from pipelines.importing.ledger import FileEvent
from pipelines.importing.mappings import HEADING
from pipelines.importing.personal_text import NOTHING_SHOWN, remove_personal_text
from pipelines.importing.pseudonyms import PSEUDONYM
from pipelines.sources.source import Table

UNKNOWN = "unknown_code"
#: A column with more unknown words than this is another column than it was taken for.
MOST_WORDS = 50


def find_read_headings(found: FoundTable) -> list[dict[str, Any]]:
    """Find how each heading of a sheet is read: agreed, confirmed, suggested, ignored.

    Columns that were given a value for all rows come last.
    """
    suggestions = find_suggestions(found.table, found.sheet)
    confirmed = {
        mapping.written for mapping in found.mappings if mapping.kind == HEADING
    }
    headings = [heading for heading in found.sheet.headings if heading]
    # A line with a person in it is a row, and other cells of it may be names.
    is_row = any(_show(heading) != heading for heading in headings)
    read = [
        _describe_heading(heading, found.table, confirmed, suggestions)
        for heading in headings
    ]
    if is_row:
        read = [
            part | {"written": NOTHING_SHOWN} if part["how"] == "unknown" else part
            for part in read
        ]
    given = [
        {
            "written": "",
            "column": column,
            "how": "given",
            "likeness": None,
            "given": text,
        }
        for column, text in found.table.given.items()
    ]
    return [*read, *given]


def find_suggestions(table: Table, sheet: Sheet) -> dict[str, tuple[str, int]]:
    """Find what the unknown headings of a sheet may be: column and likeness."""
    present = {table.columns[name] for name in sheet.headings if name in table.columns}
    free = [
        (heading, column)
        for heading, column in table.columns.items()
        if column not in present | set(table.given)
    ]
    unknown = [
        heading
        for heading in sheet.headings
        if heading not in {"", FAULT, *table.columns, *table.ignored}
    ]
    return find_pairs(unknown, free)


def find_missing_columns(found: FoundTable, desk: Desk) -> list[dict[str, Any]]:
    """Find the columns that a sheet must have but lacks, each once, and a suggestion.

    `given` is the value that the same sender's latest file was given, if any.
    """
    table = found.table
    suggestions = find_suggestions(table, found.sheet)
    choices = load_choices(desk.sources[table.source], table, desk.settings)
    missing = {
        table.columns[heading]: heading
        for heading in reversed(table.find_missing(frozenset(found.sheet.headings)))
    }
    alike = {column: written for written, (column, _) in suggestions.items()}
    return [
        {
            "column": column,
            "heading": heading,
            "choices": choices.get(table.codelists.get(column, "")),
            "suggestion": _show(alike[column]) if column in alike else None,
        }
        for column, heading in sorted(missing.items())
    ]


def find_last_given(event: FileEvent, desk: Desk) -> dict[str, str]:
    """Find what the same sender's latest file of a table was given."""
    return next(
        (
            known.given
            for known in reversed(desk.known)
            if (known.source, known.table) == (event.source, event.table)
            and known.sender == event.sender
            and known.outcome == "imported"
        ),
        {},
    )


def find_unknown_words(check: TableCheck, desk: Desk) -> list[dict[str, Any]]:
    """Find the words that no codelist knows, with the number of rows they stop.

    Words that hold something personal are left out: they cannot be mapped.
    """
    table = check.found.table
    if check.checked is None or not table.codelists:
        return []
    source = desk.sources[table.source]
    lookups = load_codelists(source, table, desk.settings)
    choices = load_choices(source, table, desk.settings)
    found = []
    for heading in check.found.sheet.headings:
        column = table.columns.get(heading)
        if column in table.codelists:
            codelist = table.codelists[column]
            words = list(lookups[codelist].items())
            for written, n_rows in _count_unknown(check.checked, heading, column):
                alike = find_most_alike(written, words)
                found.append(
                    {
                        "column": column,
                        "written": written,
                        "n_rows": n_rows,
                        "how": "suggested" if alike else "unknown",
                        "code": alike[0] if alike else None,
                        "likeness": alike[1] if alike else None,
                        "choices": choices[codelist],
                    }
                )
    return found


def _describe_heading(
    heading: str,
    table: Table,
    confirmed: set[str],
    suggestions: dict[str, tuple[str, int]],
) -> dict[str, Any]:
    column, likeness = suggestions.get(heading, (None, None))
    how = "suggested" if column else "unknown"
    if heading in table.columns:
        column = table.columns[heading]
        how = "confirmed" if heading in confirmed else "agreed"
    elif heading in {FAULT, *table.ignored}:
        how = "ignored"
    return {
        "written": _show(heading),
        "column": column,
        "how": how,
        "likeness": likeness,
    }


def _count_unknown(
    checked: CheckedRows, heading: str, column: str
) -> list[tuple[str, int]]:
    rule = f"{column}|{UNKNOWN}"
    rejected = checked.rejected.filter(
        pl.col("broken_rules").str.split(",").list.contains(rule)
    )
    if rejected.is_empty():
        return []
    shape = pl.Struct({heading: pl.String})
    cells = rejected.select(
        pl.col("as_received").str.json_decode(shape).struct.field(heading).alias("cell")
    )["cell"].drop_nulls()
    counted = cells.value_counts(sort=True).rows()
    return [
        (word, n_rows)
        for word, n_rows in counted
        if NOTHING_SHOWN not in word and not PSEUDONYM.search(word)
    ][:MOST_WORDS]


def _show(heading: str) -> str:
    return remove_personal_text(heading)
