"""Find which agreement a received file falls under, by its headings and its name."""

import re
import unicodedata
from collections.abc import Iterable
from fnmatch import fnmatch

from pipelines.errors import ExportFormatError
from pipelines.importing.cells import Sheet, build_joined
from pipelines.importing.find_headings import Fits
from pipelines.sources.source import Table

#: Patterns name .csv and .xlsx; a table under another ending is the same table.
AS_CSV = re.compile(r"\.(tsv|txt|parquet)$")


def find_held_tables(
    sheets: tuple[Sheet, ...], tables: Iterable[Table], claimed: list[Table]
) -> list[tuple[Table, Sheet]]:
    """Find the tables that a file holds, each with the sheet that holds it.

    Headings decide; a claim decides between tables that the headings fit equally, and
    takes a file whose headings fit none, so that the sender is told what is missing.

    Args:
        sheets: The tables in the file.
        tables: The agreements, as the sender keeps them.
        claimed: Those that the file's name, or somebody who was asked, speaks for.

    Returns:
        Nothing when no source recognises the file.

    Raises:
        ExportFormatError: Several sheets hold one table, or a sheet fits several
            tables, and nothing says which counts.
    """
    tables = tuple(tables)
    found = [
        (table, sheet)
        for sheet in sheets
        if (table := _find_fitting(sheet, tables, claimed)) is not None
    ]
    if found or not claimed:
        return _join_parts(found)
    return [(claimed[0], _find_closest(sheets, claimed[0]))]


def find_chosen(
    sheets: tuple[Sheet, ...], chosen: list[Table]
) -> list[tuple[Table, Sheet]]:
    """Find the tables that somebody has said a file holds.

    Returns:
        Every chosen table, with the sheet that fits it or, so that it can be told what
        is missing, the one that comes closest.

    Raises:
        ExportFormatError: As `find_held_tables`.
    """
    found = find_held_tables(sheets, chosen, [])
    named = [table for table, _ in found]
    taken = {place for _, sheet in found for place in sheet.places}
    free = tuple(sheet for sheet in sheets if sheet.name not in taken) or sheets
    rest = [table for table in chosen if table not in named]
    return [*found, *((table, _find_closest(free, table)) for table in rest)]


def _join_parts(found: list[tuple[Table, Sheet]]) -> list[tuple[Table, Sheet]]:
    """Give each table one sheet, joined from several where the agreement says so."""
    sheets: dict[tuple[str, str], list[Sheet]] = {}
    tables = {table.identity: table for table, _ in found}
    for table, sheet in found:
        sheets.setdefault(table.identity, []).append(sheet)
    for identity, parts in sheets.items():
        if len(parts) > 1 and not tables[identity].has_parts:
            names = ", ".join(sheet.name for sheet in parts)
            raise ExportFormatError(
                f"the table may be read from several sheets ({names}). Keep one of "
                "them.",
                reason_code="several_sheets",
            )
    return [
        (tables[key], build_joined(parts, tables[key].columns))
        for key, parts in sheets.items()
    ]


def _find_fitting(
    sheet: Sheet, tables: tuple[Table, ...], claimed: list[Table]
) -> Table | None:
    headings = frozenset(sheet.headings)
    fitting = [table for table in tables if not table.find_missing(headings)]
    fitting = [table for table in fitting if table in claimed] or fitting
    n_known = [len(headings & set(table.columns)) for table in fitting]
    best = [
        table
        for table, n in zip(fitting, n_known, strict=True)
        if n == max(n_known) and n > 0
    ]
    if len(best) > 1:
        listed = ", ".join("/".join(table.identity) for table in best)
        raise ExportFormatError(
            f"the headings fit several tables ({listed}). Say which one it is, in the "
            "answers or by the file's name.",
            reason_code="several_tables",
        )
    return best[0] if best else None


def build_fits(tables: Iterable[Table]) -> Fits:
    """Build the question whether headings are those of some table."""
    tables = tuple(tables)
    known = frozenset(heading for table in tables for heading in table.columns)

    def fits(headings: frozenset[str]) -> bool:
        return not headings.isdisjoint(known) and any(
            not table.find_missing(headings) for table in tables
        )

    return fits


def find_claiming(file_name: str, tables: Iterable[Table]) -> list[Table]:
    """Find the tables whose file patterns fit a file's name, in any case or accent."""
    name = AS_CSV.sub(".csv", _simplify(file_name))
    return [
        table
        for table in tables
        if any(fnmatch(name, _simplify(pattern)) for pattern in table.file_patterns)
    ]


def _simplify(name: str) -> str:
    # Dots and rings over letters come and go on the way between systems.
    letters = unicodedata.normalize("NFKD", name.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _find_closest(sheets: tuple[Sheet, ...], table: Table) -> Sheet:
    return max(sheets, key=lambda sheet: len(set(sheet.headings) & set(table.columns)))
