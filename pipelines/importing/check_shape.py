"""Refuse a received file whose size or headings differ from its source.yml."""

import difflib

from pipelines.errors import ExportFormatError
from pipelines.importing.cells import FAULT
from pipelines.sources.source import Table


def check_shape(headings: tuple[str, ...], n_rows: int, table: Table) -> list[str]:
    """Stop the import of a file that is not what we agreed to receive.

    Args:
        headings: As they stand in the file, in any order.
        n_rows: Rows in the file, the heading not counted.
        table: The agreement.

    Returns:
        What the reader should know although the file is let through: more rows than
        expected, and columns that nobody has decided to import or ignore. Such
        columns are left out.

    Raises:
        ExportFormatError: A heading is missing, two headings mean the same column, or
            there are too few rows.
    """
    _check_headings(headings, table)
    agreement = f"{table.source}/{table.contract.name}"
    if n_rows < table.min_rows:
        found = "no rows under its headings" if n_rows == 0 else f"{n_rows} rows"
        raise ExportFormatError(
            f"the file has {found}, expected at least {table.min_rows}. Export it "
            f"again; if so few is right, change expect_rows in {agreement}.",
            reason_code="row_count",
        )
    warnings = []
    if n_rows > table.max_rows:
        warnings.append(
            f"{n_rows:,} rows are more than the {table.max_rows:,} expected in "
            f"{agreement}; all were read."
        )
    unknown = [name for name in headings if name and name not in _known(table)]
    if unknown:
        warnings.append(
            f"Columns left out because {agreement} does not name them: "
            f"{', '.join(unknown)}."
        )
    return warnings


def _known(table: Table) -> set[str]:
    return set(table.columns) | set(table.ignored) | {FAULT}


def _check_headings(headings: tuple[str, ...], table: Table) -> None:
    missing = table.find_missing(frozenset(headings))
    if missing:
        unknown = [name for name in headings if name not in _known(table)]
        listed = ", ".join(_suggest(name, unknown) for name in missing)
        raise ExportFormatError(
            f"missing headings: {listed}. Name them as agreed, or change columns in "
            f"{table.source}/{table.contract.name}.",
            reason_code="headings",
        )
    columns = [table.columns[name] for name in headings if name in table.columns]
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        both = [name for name in headings if table.columns.get(name) == twice[0]]
        raise ExportFormatError(
            f"the headings {' and '.join(both)} mean the same column. Keep one.",
            reason_code="headings",
        )


def _suggest(missing: str, unknown: list[str]) -> str:
    alike = difflib.get_close_matches(missing, unknown, n=1)
    return f"{missing} (found {alike[0]}, perhaps the same)" if alike else missing
