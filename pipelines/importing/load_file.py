"""Take one received file all the way: load each table in it, or say why not."""

from dataclasses import replace
from pathlib import Path

from pipelines.importing.check_file import FileCheck, check_file
from pipelines.importing.desk import Desk
from pipelines.importing.ledger import FileEvent, find_imported
from pipelines.importing.load_table import load_table


def load_file(path: Path, folder: Path, desk: Desk) -> list[FileEvent]:
    """Load one file; what it held is on disk when this returns.

    Args:
        path: The file.
        folder: The folder it was found in, which it may not link out of.
        desk: Agreements, answers and earlier events.

    Returns:
        What became of each table in the file, or of the file. The caller writes it in
        the ledger.

    Raises:
        DiskError: No room or no right to write.
    """
    check = check_file(path, folder, desk)
    if check.event.outcome in {"unchanged", "withdrawn"}:
        return [check.event]
    events = [
        load_table(path, check.content, table, desk) for table in check.tables
    ] or [check.event]
    return _build_events(events, check, desk)


def _build_events(
    events: list[FileEvent], check: FileCheck, desk: Desk
) -> list[FileEvent]:
    """Build the events, also of tables that the same content gave before but not now.

    Without those their earlier rows would stay in use for ever.
    """
    now = {event.identity for event in events}
    lost = [
        before
        for before in find_imported(desk.known, str(check.event.file_sha256))
        if before.identity not in now
    ]
    if not lost:
        return events
    kept = [event for event in events if event.source is not None]
    message = check.event.message or (
        f"{check.event.file_name}: this table is no longer found in the file. Compare "
        "its headings with the agreement."
    )
    return [
        *kept,
        *(
            replace(
                check.event,
                outcome="refused",
                source=before.source,
                table=before.table,
                reason_code=check.event.reason_code or "unrecognised",
                message=message,
            )
            for before in lost
        ),
    ]
