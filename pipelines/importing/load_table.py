"""Check the rows of a recognised file and keep them, accepted or rejected."""

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl

from pipelines.errors import ExportFormatError
from pipelines.importing.cells import Sheet
from pipelines.importing.check_rows import CheckedRows, check_rows
from pipelines.importing.check_shape import check_shape
from pipelines.importing.codelists import load_codelists
from pipelines.importing.desk import Desk
from pipelines.importing.keep_copy import load_is_example, write_copy
from pipelines.importing.ledger import FileEvent
from pipelines.importing.personal_text import remove_personal_text
from pipelines.importing.write_rows import check_room, write_rows
from pipelines.settings import Settings
from pipelines.sources.source import Table

DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
#: The copy, the accepted rows and the rejected rows, each at most about as large.
ROOM_PER_BYTE = 3
SHOWN_RULES = 5


def load_table(
    path: Path,
    content: bytes,
    event: FileEvent,
    table: Table,
    sheet: Sheet,
    desk: Desk,
) -> FileEvent:
    """Load the rows of one file; they are on disk when this returns.

    Returns:
        The event for the ledger, with the counts. accepted + rejected = received.

    Raises:
        ExportFormatError: The sheet is not what was agreed; nothing is written.
        DiskError: No room or no right to write.
    """
    settings = desk.settings
    _check_end(sheet, table)
    check_room(settings.home, ROOM_PER_BYTE * len(content))
    event = replace(
        event,
        outcome="imported",
        source=table.source,
        table=table.name,
        found_format=remove_personal_text(sheet.found_format),
        agreement_sha256=desk.agreements[table.source, table.name],
        is_example=load_is_example(path, event, desk.known),
        data_on=_find_day(event, desk.known),
    )
    cells = sheet.read()
    warnings = check_shape(sheet.headings, cells.n_received, table)
    checked = check_rows(
        cells,
        table,
        load_codelists(desk.sources[table.source], table, settings),
        key=desk.key,
        from_workbook=sheet.from_workbook,
    )
    event = replace(
        event,
        n_received=cells.n_received,
        n_accepted=checked.accepted.height,
        n_rejected=checked.rejected.height,
        message=_build_message(checked, [*cells.notes, *warnings]),
    )
    write_copy(path, content, event, settings)
    _write_checked(checked, event, settings)
    return event


def _check_end(sheet: Sheet, table: Table) -> None:
    if sheet.open_line is not None and table.has_last_line_break:
        raise ExportFormatError(
            f"the file stops in the middle of line {sheet.open_line}, so the end may "
            "be missing. Export or copy it again; if it is whole, add a line break at "
            "the end.",
            reason_code="cut_off",
        )


def _write_checked(checked: CheckedRows, event: FileEvent, settings: Settings) -> None:
    lineage = {
        "source_file": pl.lit(event.file_name),
        "file_sha256": pl.lit(event.file_sha256),
        "data_on": pl.lit(event.data_on, dtype=pl.Date),
        "loaded_at": pl.lit(event.loaded_at, dtype=pl.Datetime("us", "UTC")),
        "is_example": pl.lit(event.is_example),
    }
    for rows, folder in (
        (checked.accepted, settings.imported_dir),
        (checked.rejected, settings.rejected_dir),
    ):
        write_rows(
            rows.with_columns(**lineage),
            event.find_rows(folder),
            str(event.agreement_sha256),
        )


def _build_message(checked: CheckedRows, warnings: list[str]) -> str:
    # A heading may be anything that somebody has written.
    return remove_personal_text(" ".join([*_describe_rejected(checked), *warnings]))


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
