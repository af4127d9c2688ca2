"""Find what is known of a content that has come before."""

from dataclasses import replace
from pathlib import Path

from pipelines.importing.agreement import build_mapped_sha256
from pipelines.importing.desk import Desk
from pipelines.importing.ledger import FileEvent
from pipelines.importing.mappings import find_mappings
from pipelines.importing.senders import SECRETARIAT, find_sender


def build_received(event: FileEvent, file_sha256: str, desk: Desk) -> FileEvent:
    """Build what is known of a content, some of it since it first came.

    Args:
        event: What is known of the file.
        file_sha256: The fingerprint of its content.
        desk: Who was said to send it, and earlier events.
    """
    event = replace(
        event,
        file_sha256=file_sha256,
        sender=find_sender(desk.sender, file_sha256, desk.known),
    )
    first = next(
        (known for known in desk.known if known.file_sha256 == file_sha256), None
    )
    if first is None or first.delivery_id is None:
        # A ledger from before there were deliveries knows when it was loaded.
        return replace(event, received_at=first.loaded_at) if first else event
    return replace(event, received_at=first.received_at, delivery_id=first.delivery_id)


def check_unchanged(event: FileEvent, already: list[FileEvent], desk: Desk) -> bool:
    """Tell whether reading a content again would give the same rows.

    Args:
        event: The content and its sender.
        already: The events that imported its tables.
        desk: Agreements, mappings and answers as they are now.
    """
    latest = {
        known.identity: known
        for known in desk.known
        if known.file_sha256 == event.file_sha256
    }
    return (
        bool(already)
        and not desk.is_reading_again
        and len(latest) == len(already)
        and not desk.answers.find(event.file_sha256).is_about_reading
        and all(_is_current(known, event.sender, desk) for known in already)
    )


def find_withdrawn(event: FileEvent, folder: Path, desk: Desk) -> FileEvent | None:
    """Find the event of a file that an undo took back and nobody has sent again.

    Its copy still lies in the home's exports; only sending it anew, from another
    folder, brings it in.
    """
    if folder.resolve() != desk.settings.exports_dir.resolve():
        return None
    found = [known for known in desk.known if known.file_sha256 == event.file_sha256]
    if any(known.outcome == "imported" for known in found):
        return None
    return next((known for known in found if known.outcome == "withdrawn"), None)


def build_unchanged(event: FileEvent, already: FileEvent) -> FileEvent:
    """Build the event of a file that gives nothing new."""
    return replace(
        already,
        outcome="unchanged",
        file_name=event.file_name,
        message=f"Imported earlier as {already.file_name}.",
    )


def _is_current(known: FileEvent, sender: str | None, desk: Desk) -> bool:
    identity = (str(known.source), str(known.table))
    if identity not in desk.agreements or (known.sender or SECRETARIAT) != sender:
        return False
    table = desk.sources[identity[0]].tables[identity[1]]
    mappings = find_mappings(desk.mappings, str(sender), table)
    agreement = build_mapped_sha256(desk.agreements[identity], mappings, known.given)
    return known.agreement_sha256 == agreement and known.check_rows(desk.settings)
