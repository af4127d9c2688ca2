"""Keep the rows of a checked table on disk, accepted or rejected."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl

from pipelines.importing.check_rows import CheckedRows
from pipelines.importing.check_table import TableCheck
from pipelines.importing.desk import Desk
from pipelines.importing.keep_copy import write_copy
from pipelines.importing.ledger import FileEvent, find_imported
from pipelines.importing.mappings import build_newest, write_mappings
from pipelines.importing.write_rows import check_room, write_rows
from pipelines.settings import Settings

#: The copy, the accepted rows and the rejected rows, each at most about as large.
ROOM_PER_BYTE = 3


def load_table(path: Path, content: bytes, check: TableCheck, desk: Desk) -> FileEvent:
    """Load the rows of one checked table; they are on disk when this returns.

    What was answered is remembered first: a killed import then leaves mappings
    without rows, never rows that nobody can read in the same way again.

    Returns:
        The event for the ledger; the one that is there already when the same rows, read
        in the same way, are on disk.

    Raises:
        DiskError: No room or no right to write.
    """
    event, settings = check.event, desk.settings
    if event.outcome != "imported" or check.checked is None or event.loaded_at is None:
        return event
    earlier = _find_same(event, desk)
    if earlier is not None:
        return earlier
    check_room(settings.home, ROOM_PER_BYTE * len(content))
    new = check.found.answered
    write_mappings(new, event.loaded_at, settings)
    desk.mappings[:] = build_newest([*desk.mappings, *new])
    # The copy waits for the disk and the rows for the processor: side by side takes
    # less time. Neither counts before the caller has written the event.
    with ThreadPoolExecutor(max_workers=1) as beside:
        kept = beside.submit(_write_checked, check.checked, event, settings)
        write_copy(path, content, event, settings)
        kept.result()
    return event


def _find_same(event: FileEvent, desk: Desk) -> FileEvent | None:
    return next(
        (
            known
            for known in find_imported(desk.known, str(event.file_sha256))
            if known.identity == event.identity
            and known.agreement_sha256 == event.agreement_sha256
            and known.sender == event.sender
            and known.check_rows(desk.settings)
        ),
        None,
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
