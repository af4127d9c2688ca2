"""Import received files: each one is accepted, refused or left alone, and accounted for.

    folder -> find_new_files -> read_cells -> find_table -> check_shape -> check_rows
           -> exports/ (a copy as received), imported/, rejected/ -> ledger

One bad file never stops the next. Running the same import again changes nothing.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from pipelines.errors import ExportFormatError
from pipelines.importing.agreement import build_agreement_sha256
from pipelines.importing.cells import Sheet
from pipelines.importing.check_rows import CheckedRows, check_rows
from pipelines.importing.check_shape import check_shape
from pipelines.importing.codelists import load_codelists
from pipelines.importing.find_new_files import (
    ENDINGS,
    build_sha256,
    check_inside,
    find_new_files,
    load_example_files,
    write_example_files,
)
from pipelines.importing.find_table import find_claiming, find_table
from pipelines.importing.ledger import (
    FileEvent,
    find_imported,
    load_ledger,
    write_event,
)
from pipelines.importing.read_cells import read_content, read_sheets
from pipelines.importing.write_rows import check_room, write_bytes, write_rows
from pipelines.settings import Settings
from pipelines.sources.source import Source, Table, find_sources

#: Our own prefix on copies in exports/, so that two files of one name can lie there.
COPY_PREFIX = re.compile(r"^[0-9a-f]{12}_")
DAY_IN_NAME = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")
UNSAFE_IN_NAME = re.compile(r"[^\w.,()+ -]")
LONGEST_NAME = 150
#: The copy, the accepted rows and the rejected rows, each at most about as large.
ROOM_PER_BYTE = 3
SHOWN_RULES = 5


@dataclass(frozen=True)
class ImportReport:
    """What happened to every file that was found, in the order they were read."""

    events: tuple[FileEvent, ...]

    @property
    def is_usable(self) -> bool:
        """Whether at least one file is, or already was, imported."""
        return any(event.outcome in {"imported", "unchanged"} for event in self.events)


@dataclass(frozen=True)
class _Received:
    """One file read whole, before anybody knows what it is."""

    path: Path
    name: str
    content: bytes
    sha256: str
    is_example: bool


@dataclass(frozen=True)
class _Desk:
    """What every file is handled with."""

    settings: Settings
    sources: tuple[Source, ...]
    known: list[FileEvent]
    agreements: dict[tuple[str, str], str]

    @property
    def tables(self) -> list[Table]:
        return [
            table for source in self.sources for table in source.tables.values()
        ]


def run_import(
    folder: Path | None,
    settings: Settings,
    *,
    sources: tuple[Source, ...] | None = None,
) -> ImportReport:
    """Import every file in a folder that a source recognises.

    The caller sees to it that only one import runs in a home at a time.

    Args:
        folder: Where the received files lie. Files that can be imported are copied
            into the home and never changed where they are. Without it, the files
            that already lie in the home's exports are read in place.
        settings: The home to work in.
        sources: The agreements to read by; all of them when left out.

    Returns:
        One event per file. Files that are refused or that nobody recognises are
        named there, with the reason, and left where they are.

    Raises:
        UsageError: There is no such folder.
        DiskError: No room or no right to write. Files imported before that are safe.
    """
    chosen = find_sources() if sources is None else sources
    desk = _Desk(
        settings=settings,
        sources=chosen,
        known=load_ledger(settings),
        agreements={
            (source.name, table.name): build_agreement_sha256(source, table, settings)
            for source in chosen
            for table in source.tables.values()
        },
    )
    if folder is None and not settings.exports_dir.is_dir():
        return ImportReport(events=())
    place = folder or settings.exports_dir
    return ImportReport(
        tuple(_import_file(path, place, desk) for path in find_new_files(place))
    )


def _import_file(path: Path, folder: Path, desk: _Desk) -> FileEvent:
    event = FileEvent(
        file_name=COPY_PREFIX.sub("", path.name),
        outcome="unrecognised",
        loaded_at=datetime.now(UTC),
    )
    try:
        if path.suffix.lower() not in ENDINGS:
            raise ExportFormatError(
                f"files ending in {path.suffix or 'nothing'} are not read. Left alone; "
                "save it as CSV or XLSX if it is an export.",
                reason_code="not_a_table",
            )
        check_inside(path, folder)
        content = read_content(path)
        event = replace(event, file_sha256=build_sha256(content))
        return _import_content(path, content, event, desk)
    except ExportFormatError as error:
        claimed = find_claiming(event.file_name, desk.tables)
        refused = replace(
            event,
            outcome="refused" if claimed else "unrecognised",
            source=claimed[0].source if claimed else None,
            table=claimed[0].name if claimed else None,
            reason_code=error.reason_code,
            message=f"{event.file_name}: {error}",
        )
        return _write_if_new(refused, desk)
