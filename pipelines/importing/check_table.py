"""Check the rows of a recognised table, without writing anything.

    sheet -> [check_shape] -> [check_rows] -> [check_amounts] -> what an import would do

The import writes what is found here, and the preview shows it.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pipelines.errors import ExportFormatError
from pipelines.importing.agreement import build_mapped_sha256
from pipelines.importing.cells import Sheet
from pipelines.importing.check_amounts import (
    Confirmation,
    build_unconfirmed,
    check_amounts,
)
from pipelines.importing.check_rows import CheckedRows, check_rows
from pipelines.importing.check_shape import check_shape
from pipelines.importing.codelists import load_codelists
from pipelines.importing.desk import Desk
from pipelines.importing.keep_copy import load_is_example
from pipelines.importing.ledger import FileEvent
from pipelines.importing.mappings import Mapping
from pipelines.importing.personal_text import remove_personal_text
from pipelines.sources.source import Table

DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
SHOWN_RULES = 5


@dataclass(frozen=True)
class FoundTable:
    """A table that a file holds, by the agreement as its sender keeps it.

    `mappings` are all of the sender's in this table; `answered` those of them that
    were confirmed just now and are not yet remembered.
    """

    table: Table
    sheet: Sheet
    mappings: tuple[Mapping, ...] = ()
    answered: tuple[Mapping, ...] = ()


@dataclass(frozen=True)
class TableCheck:
    """What an import would do with one table of a file.

    `event` says imported or refused. `checked` is nothing when the rows could not be
    told apart. `confirmations` are oddities that nobody has confirmed yet.
    """

    found: FoundTable
    event: FileEvent
    checked: CheckedRows | None = None
    notes: tuple[str, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()


def check_table(
    path: Path, event: FileEvent, found: FoundTable, desk: Desk
) -> TableCheck:
    """Check one table of a file by its agreement.

    Args:
        path: The file.
        event: What is known of the file as a whole.
        found: The table in it.
        desk: Agreements and earlier events.

    Returns:
        With the event for the ledger; accepted + rejected = received.
    """
    table = found.table
    event = replace(
        event,
        source=table.source,
        table=table.name,
        found_format=remove_personal_text(found.sheet.found_format),
        given=table.given,
        agreement_sha256=build_mapped_sha256(
            desk.agreements[table.identity], found.mappings, table.given
        ),
    )
    try:
        return _check_rows(path, event, found, desk)
    except ExportFormatError as error:
        return TableCheck(found, build_refusal(event, error))


def build_refusal(event: FileEvent, error: ExportFormatError) -> FileEvent:
    """Build the event of a file, or of a table in it, that is not loaded."""
    return replace(
        event,
        outcome="refused",
        reason_code=error.reason_code,
        message=remove_personal_text(f"{event.file_name}: {error}"),
    )


def _check_rows(
    path: Path, event: FileEvent, found: FoundTable, desk: Desk
) -> TableCheck:
    table, sheet = found.table, found.sheet
    _check_end(sheet, table)
    event = replace(
        event,
        is_example=load_is_example(path, event, desk.known),
        data_on=_find_day(event, desk.known),
    )
    cells = sheet.read()
    warnings = check_shape(sheet.headings, cells.n_received, table)
    checked = check_rows(
        cells,
        table,
        load_codelists(desk.sources[table.source], table, desk.settings),
        key=desk.key,
        from_workbook=sheet.from_workbook,
    )
    odd, more = check_amounts(checked, event, desk)
    notes = tuple(
        remove_personal_text(note) for note in (*cells.notes, *warnings, *more)
    )
    check = TableCheck(found, event, checked, notes, odd)
    if odd:
        return replace(check, event=build_refusal(event, build_unconfirmed(odd)))
    loaded = replace(
        event,
        outcome="imported",
        n_received=cells.n_received,
        n_accepted=checked.accepted.height,
        n_rejected=checked.rejected.height,
        message=_build_message(checked, notes),
    )
    return replace(check, event=loaded)


def _check_end(sheet: Sheet, table: Table) -> None:
    if sheet.open_line is not None and table.has_last_line_break:
        raise ExportFormatError(
            f"the file stops in the middle of line {sheet.open_line}, so the end may "
            "be missing. Export or copy it again; if it is whole, add a line break at "
            "the end.",
            reason_code="cut_off",
        )


def _build_message(checked: CheckedRows, notes: tuple[str, ...]) -> str:
    # A heading may be anything that somebody has written.
    return remove_personal_text(" ".join([*_describe_rejected(checked), *notes]))


def _describe_rejected(checked: CheckedRows) -> list[str]:
    if checked.rejected.is_empty():
        return []
    rules = Counter(checked.rejected["broken_rules"].str.split(",").explode().to_list())
    shown = ", ".join(f"{rule} {n}" for rule, n in rules.most_common(SHOWN_RULES))
    n_rejected = checked.rejected.height
    n_received = n_rejected + checked.accepted.height
    return [
        f"{n_rejected:,} of {n_received:,} rows were rejected (rule and rows: "
        f"{shown}). Mend them in the system and export again."
    ]


def _find_day(event: FileEvent, known: list[FileEvent]) -> date:
    """Find the day a file speaks for: the one in its name, or the day it first came."""
    today = datetime.now(UTC).date()
    named = _read_day(event.file_name)
    # One day ahead is still today somewhere east of here.
    if named is not None and named > today + timedelta(days=1):
        raise ExportFormatError(
            f"the day in the file's name, {named}, has not come yet. Name the file "
            "after the day it was exported.",
            reason_code="future_day",
        )
    earlier = (
        other.data_on for other in known if other.file_sha256 == event.file_sha256
    )
    return named or next((day for day in earlier if day), today)


def _read_day(file_name: str) -> date | None:
    for written in DAY_IN_NAME.findall(file_name):
        try:
            return date.fromisoformat(written)
        except ValueError:
            continue
    return None
