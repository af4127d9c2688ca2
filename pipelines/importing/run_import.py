"""Import received files: each is taken in, refused or left alone, and accounted for.

    folder -> find_new_files -> load_file -> exports/ (a copy as received), imported/,
                                             rejected/ and a line in the ledger

One bad file never stops the next. Running the same import again changes nothing.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.importing.answers import Answers
from pipelines.importing.desk import Desk, build_desk
from pipelines.importing.find_new_files import find_new_files
from pipelines.importing.ledger import FileEvent, write_event
from pipelines.importing.load_file import load_file
from pipelines.importing.mappings import Mapping
from pipelines.settings import Settings
from pipelines.sources.source import Source, find_sources


@dataclass(frozen=True)
class ImportReport:
    """What happened to every file that was found, in the order they were read."""

    events: tuple[FileEvent, ...]

    @property
    def is_usable(self) -> bool:
        """Whether at least one file is, or already was, imported."""
        return any(event.outcome in {"imported", "unchanged"} for event in self.events)


def run_import(
    folder: Path | None,
    settings: Settings,
    *,
    sources: tuple[Source, ...] | None = None,
    sender: str | None = None,
    answers: Answers | None = None,
) -> ImportReport:
    """Import every file in a folder that a source recognises.

    The caller sees to it that only one import runs in a home at a time.

    Args:
        folder: Where the received files lie. Files that can be imported are copied
            into the home, and never changed where they are. Without it, the files
            that already lie in the home's exports are read in place.
        settings: The home to work in.
        sources: The agreements to read by; all of them when left out.
        sender: Who sends the files; when left out, who sent the same content before,
            and otherwise the secretariat.
        answers: What a person has answered about some of the files.

    Returns:
        One event for each table in each file. Files that are refused or that nobody
        recognises are named there, with the reason, and left where they are.

    Raises:
        UsageError: There is no such folder or sender.
        ExportFormatError: A list of example files is damaged, so that nobody can tell
            made-up files from real ones.
        SecretKeyError: Persons would be hashed with another key than before.
        DiskError: No room or no right to write. Files imported before that are safe.
    """
    if folder is None and not settings.exports_dir.is_dir():
        return ImportReport(events=())
    place = folder or settings.exports_dir
    desk = build_desk(
        settings,
        find_sources() if sources is None else sources,
        sender=sender,
        answers=answers,
    )
    remembered = list(desk.mappings)
    events = []
    for path in find_new_files(place):
        events += _load(path, place, desk)
    new = [mapping for mapping in desk.mappings if mapping not in remembered]
    for path in _find_to_read_again(new, desk):
        events += _load(path, settings.exports_dir, desk)
    return ImportReport(tuple(events))


def _load(path: Path, place: Path, desk: Desk) -> list[FileEvent]:
    """Load one file and write in the ledger what the ledger does not say already."""
    loaded = load_file(path, place, desk)
    known = list(desk.known)
    fresh = [event for event in loaded if event not in known]
    if not all(_is_known(event, desk) for event in fresh):
        # All tables of a file, so that they share the moment it was loaded.
        for event in fresh:
            write_event(event, desk.settings)
        desk.known.extend(fresh)
    return [
        replace(event, outcome="unchanged")
        if event in known and event.outcome == "imported"
        else event
        for event in loaded
    ]


def _find_to_read_again(new: list[Mapping], desk: Desk) -> list[Path]:
    """Find the earlier files that what was confirmed just now may read otherwise."""
    about = {(mapping.sender, mapping.source, mapping.table) for mapping in new}
    stems = {
        event.stem
        for event in desk.known
        if (event.sender, event.source, event.table) in about
        and event.outcome == "imported"
        and event.delivery_id != desk.delivery_id
    }
    if not stems:
        return []
    paths = find_new_files(desk.settings.exports_dir)
    return [path for path in paths if path.name.split("_")[0] in stems]


def _is_known(event: FileEvent, desk: Desk) -> bool:
    """Tell whether the ledger says the same of the file already, but for the time."""
    return event.outcome == "unchanged" or any(
        replace(
            event,
            loaded_at=known.loaded_at,
            data_on=known.data_on,
            received_at=known.received_at,
            delivery_id=known.delivery_id,
        )
        == known
        for known in desk.known
    )
