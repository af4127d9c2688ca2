"""The ledger: what happened to every received file, never rewritten.

One line for each table that the file holds, or one for a file that could not be read.

A line is written when a file's rows are safely on disk, so a killed import leaves a
ledger that is true: the file is simply not in it and is imported the next time.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pipelines.importing.json_lines import read_lines, write_line
from pipelines.importing.write_rows import read_agreement
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
    def identity(self) -> tuple[str | None, ...]:
        """What an event is about: one table of one content. A file may hold several."""
        return self.file_sha256, self.source, self.table

    @property
    def stem(self) -> str:
        """The start of the fingerprint, which names everything made from the file."""
        return str(self.file_sha256)[:12]


def load_ledger(settings: Settings) -> list[FileEvent]:
    """Load the latest event of every table of every file, oldest first.

    Not: a history. An earlier refusal is left out when a file of the same name or of
    the same content has been seen since; read the ledger itself for that.
    """
    seen: set[tuple[str | None, ...]] = set()
    loads: dict[str | None, set[datetime | None]] = {}
    latest = []
    for event in reversed(list(_read_events(settings))):
        names = [name for name in (event.file_name, event.file_sha256) if name]
        is_repeated = event.file_sha256 is not None and event.identity in seen
        # The tables of one file are loaded at one moment; they settle nothing for
        # each other.
        later = {moment for name in names for moment in loads.get(name, ())}
        is_settled = event.outcome not in {"imported", "withdrawn"} and bool(
            later - {event.loaded_at}
        )
        if not is_repeated and not is_settled:
            latest.append(event)
        seen.add(event.identity)
        for name in names:
            loads.setdefault(name, set()).add(event.loaded_at)
    return latest[::-1]


def write_event(event: FileEvent, settings: Settings) -> None:
    """Add one line to the ledger.

    Raises:
        DiskError: The disk is full. The half-written line, if any, is passed over by
            readers and removed by the next writer.
    """
    write_line(asdict(event), settings.imported_dir / LEDGER)


def find_imported(events: list[FileEvent], file_sha256: str) -> list[FileEvent]:
    """Find the events that imported a file's tables, where that is what last became."""
    latest = {event.identity: event for event in events}
    return [
        event
        for event in latest.values()
        if event.file_sha256 == file_sha256 and event.outcome == "imported"
    ]


def _read_events(settings: Settings) -> Iterator[FileEvent]:
    names = {part.name for part in fields(FileEvent)}
    for written in read_lines(settings.imported_dir / LEDGER):
        known = {name: part for name, part in written.items() if name in names}
        known["data_on"] = _read_if(date.fromisoformat, known["data_on"])
        for moment in ("loaded_at", "received_at"):
            known[moment] = _read_if(datetime.fromisoformat, known.get(moment))
        yield FileEvent(**known)


def _read_if(read: Any, written: str | None) -> Any:
    return None if written is None else read(written)
