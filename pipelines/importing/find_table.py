"""Find which agreement a received file falls under, by its headings and its name."""

import re
import unicodedata
from collections.abc import Iterable
from fnmatch import fnmatch

from pipelines.errors import ExportFormatError
from pipelines.importing.cells import Sheet
from pipelines.importing.find_headings import Fits
from pipelines.sources.source import Table

#: Patterns name .csv and .xlsx; a table under another ending is the same table.
AS_CSV = re.compile(r"\.(tsv|txt|parquet)$")


def find_table(
    sheets: tuple[Sheet, ...], file_name: str, tables: Iterable[Table]
) -> tuple[Table, Sheet] | None:
    """Find the table that a file holds, and the sheet that holds it.

    Headings decide; the name decides between tables that the headings fit equally, and
    claims a file whose headings fit none, so that the sender is told what is missing.

    Returns:
        Nothing when no source recognises the file.

    Raises:
        ExportFormatError: Several sheets hold the table, and none says which counts.
    """
    tables = tuple(tables)
    fitting = [
        (table, sheet)
        for table in tables
        for sheet in sheets
        if not table.find_missing(frozenset(sheet.headings))
    ]
    claimed = find_claiming(file_name, tables)
    wanted = [pair for pair in fitting if pair[0] in claimed] or fitting
    if len(wanted) == 1:
        return wanted[0]
    if wanted:
        raise ExportFormatError(
            "the table may be read from several sheets "
            f"({', '.join(sheet.name for _, sheet in wanted)}). Keep one of them.",
            reason_code="several_sheets",
        )
    return (claimed[0], _find_closest(sheets, claimed[0])) if claimed else None


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
