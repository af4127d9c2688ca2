"""The ledger: what happened to every received file, one line each, never rewritten.

A line is written when a file's rows are safely on disk, so a killed import leaves a
ledger that is true: the file is simply not in it and is imported the next time.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pipelines.importing.write_rows import read_agreement, run_write
from pipelines.settings import Settings

LEDGER = "ledger.jsonl"


@dataclass(frozen=True)
class FileEvent:
    """What became of one file. Counts are null where no rows could be read.

    `outcome` is imported, unchanged, refused, unrecognised or withdrawn (imported once,
    taken back by an undo). `agreement_sha256` is the
    fingerprint of all that decides how the file is read; the same file is read again
    when that changes. `message` names headings, rules and counts, never row values.
    `sender` is a region's code or another sender's; `given` holds, per column that the
    file lacks, the value that the sender gave for all of its rows. `received_at` is
    when this content first came and `delivery_id` names the import it first came in;
    reading it again changes neither.
    """

    file_name: str
    outcome: str
    file_sha256: str | None = None
    source: str | None = None
    table: str | None = None
    found_format: str | None = None
    n_received: int | None = None
    n_accepted: int | None = None
    n_rejected: int | None = None
    data_on: date | None = None
    loaded_at: datetime | None = None
    is_example: bool = False
    reason_code: str | None = None
    message: str = ""
    agreement_sha256: str | None = None
    sender: str | None = None
    given: dict[str, str] = field(default_factory=dict)
    received_at: datetime | None = None
    delivery_id: str | None = None

    def find_rows(self, folder: Path) -> Path:
        """Find where a file's rows lie, given the folder of imports or rejections."""
        return folder / str(self.source) / str(self.table) / f"{self.stem}.parquet"

    def check_rows(self, settings: Settings) -> bool:
        """Tell whether the rows on disk are the ones that this event tells of."""
        return all(
            read_agreement(self.find_rows(folder)) == self.agreement_sha256
            for folder in (settings.imported_dir, settings.rejected_dir)
        )

    @property
    def stem(self) -> str:
        """The start of the fingerprint, which names everything made from the file."""
        return str(self.file_sha256)[:12]


def load_ledger(settings: Settings) -> list[FileEvent]:
    """Load the latest event of every file, oldest first.

    Not: a history. An earlier refusal is left out when a file of the same name has
    been seen since; read the ledger itself for that.
    """
    seen_contents: set[str | None] = set()
    seen_names: set[str] = set()
    latest = []
    for event in reversed(list(_read_events(settings))):
        is_repeated = event.file_sha256 is not None and (
            event.file_sha256 in seen_contents
        )
        is_whole = event.outcome in {"imported", "withdrawn"}
        is_settled = not is_whole and event.file_name in seen_names
        if not is_repeated and not is_settled:
            latest.append(event)
        seen_contents.add(event.file_sha256)
        seen_names.add(event.file_name)
    return latest[::-1]


def write_event(event: FileEvent, settings: Settings) -> None:
    """Add one line to the ledger.

    Raises:
        DiskError: The disk is full. The half-written line, if any, is passed over by
            readers and removed by the next writer.
    """
    path = settings.imported_dir / LEDGER
    line = json.dumps(asdict(event), ensure_ascii=False, default=_write_day) + "\n"
    with run_write(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as file:
            _remove_half_line(file)
            file.write(line.encode())
            file.flush()
            os.fsync(file.fileno())


def find_imported(events: list[FileEvent], file_sha256: str) -> FileEvent | None:
    """Find the event that imported a file, if that is what last became of it."""
    for event in reversed(events):
        if event.file_sha256 == file_sha256:
            return event if event.outcome == "imported" else None
    return None


def _read_events(settings: Settings) -> Iterator[FileEvent]:
    path = settings.imported_dir / LEDGER
    if not path.exists():
        return
    names = {part.name for part in fields(FileEvent)}
    for line in path.read_bytes().splitlines(keepends=True):
        if not line.endswith(b"\n"):
            return  # cut off by a crash; the next writer removes it
        written: dict[str, Any] = json.loads(line)
        known = {name: part for name, part in written.items() if name in names}
        known["data_on"] = _read_if(date.fromisoformat, known["data_on"])
        for moment in ("loaded_at", "received_at"):
            known[moment] = _read_if(datetime.fromisoformat, known.get(moment))
        yield FileEvent(**known)


def _read_if(read: Any, written: str | None) -> Any:
    return None if written is None else read(written)


def _write_day(part: date | datetime) -> str:
    return part.isoformat()


def _remove_half_line(file: Any) -> None:
    file.seek(0)
    content = file.read()
    file.truncate(content.rfind(b"\n") + 1)
    file.seek(0, os.SEEK_END)
