"""Take one received file all the way: read, recognise, check, and keep what it held."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl

from pipelines.errors import ExportFormatError
from pipelines.importing.cells import Sheet
from pipelines.importing.check_rows import CheckedRows, check_rows
from pipelines.importing.check_shape import check_shape
from pipelines.importing.codelists import load_codelists
from pipelines.importing.find_new_files import ENDINGS, check_inside
from pipelines.importing.find_table import find_claiming, find_table
from pipelines.importing.keep_copy import (
    build_sha256,
    find_sent_name,
    load_is_example,
    write_copy,
)
from pipelines.importing.ledger import FileEvent, find_imported
from pipelines.importing.read_cells import read_content, read_sheets
from pipelines.importing.write_rows import check_room, write_rows
from pipelines.settings import Settings
from pipelines.sources.source import Source, Table

DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
#: The copy, the accepted rows and the rejected rows, each at most about as large.
ROOM_PER_BYTE = 3
SHOWN_RULES = 5


@dataclass(frozen=True)
class Desk:
    """What every file is handled with. `known` grows as files are imported."""

    settings: Settings
    sources: dict[str, Source]
    known: list[FileEvent]
    agreements: dict[tuple[str, str], str]

    @property
    def tables(self) -> list[Table]:
        """Every table of every source."""
        return [
            table
            for source in self.sources.values()
            for table in source.tables.values()
        ]


def load_file(path: Path, folder: Path, desk: Desk) -> FileEvent:
    """Load one file; what it held is on disk when this returns.

    Args:
        path: The file.
        folder: The folder it was found in, which it may not link out of.
        desk: Agreements and earlier events.

    Returns:
        What became of the file. The caller writes it in the ledger.

    Raises:
        DiskError: No room or no right to write.
    """
    event = FileEvent(
        file_name=find_sent_name(path),
        outcome="unrecognised",
        loaded_at=datetime.now(UTC),
    )
    try:
        content = _read_file(path, folder)
        event = replace(event, file_sha256=build_sha256(content))
        already = find_imported(desk.known, str(event.file_sha256))
        if already and already.agreement_sha256 == desk.agreements.get(
            (str(already.source), str(already.table))
        ):
            return replace(
                already,
                outcome="unchanged",
                file_name=event.file_name,
                message=f"Imported earlier as {already.file_name}.",
            )
        sheets = read_sheets(content, path.suffix)
        found = find_table(sheets, event.file_name, desk.tables)
    except ExportFormatError as error:
        return _build_refusal(event, error, find_claiming(event.file_name, desk.tables))
    if found is None:
        unknown = ExportFormatError(
            "no source recognises its headings. Left alone; if it should be imported, "
            "compare them with the example_export in pipelines/sources.",
            reason_code="unrecognised",
        )
        return _build_refusal(event, unknown, [])
    table, sheet = found
    try:
        return _load_table(path, content, event, table, sheet, desk)
    except ExportFormatError as error:
        return _build_refusal(event, error, [table])


def _read_file(path: Path, folder: Path) -> bytes:
    if path.suffix.lower() not in ENDINGS:
        raise ExportFormatError(
            f"files ending in {path.suffix or 'nothing'} are not read. Left alone; if "
            "it is an export, save it as CSV or XLSX.",
            reason_code="not_a_table",
        )
    check_inside(path, folder)
    return read_content(path)


def _build_refusal(
    event: FileEvent, error: ExportFormatError, claimed: list[Table]
) -> FileEvent:
    return replace(
        event,
        outcome="refused" if claimed else "unrecognised",
        source=claimed[0].source if claimed else None,
        table=claimed[0].name if claimed else None,
        reason_code=error.reason_code,
        message=f"{event.file_name}: {error}",
    )


def _load_table(
    path: Path,
    content: bytes,
    event: FileEvent,
    table: Table,
    sheet: Sheet,
    desk: Desk,
) -> FileEvent:
    settings = desk.settings
    check_room(settings.home, ROOM_PER_BYTE * len(content))
    event = replace(
        event,
        outcome="imported",
        source=table.source,
        table=table.name,
        found_format=sheet.found_format,
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
        from_workbook=path.suffix.lower() == ".xlsx",
    )
    event = replace(
        event,
        n_received=cells.n_received,
        n_accepted=checked.accepted.height,
        n_rejected=checked.rejected.height,
        message=" ".join([*_describe_rejected(checked), *warnings]),
    )
    write_copy(path, content, event, settings)
    _write_checked(checked, event, settings)
    return event


def _write_checked(checked: CheckedRows, event: FileEvent, settings: Settings) -> None:
    lineage = {
        "source_file": pl.lit(event.file_name),
        "file_sha256": pl.lit(event.file_sha256),
        "data_on": pl.lit(event.data_on, dtype=pl.Date),
        "loaded_at": pl.lit(event.loaded_at, dtype=pl.Datetime("us", "UTC")),
        "is_example": pl.lit(event.is_example),
    }
    write_rows(
        checked.accepted.with_columns(**lineage), event.find_rows(settings.imported_dir)
    )
    write_rows(
        checked.rejected.with_columns(**lineage), event.find_rows(settings.rejected_dir)
    )


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
