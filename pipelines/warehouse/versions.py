"""Put the files of a table in order: which version of a row counts, who closes it.

    ledger events -> build_versions -> versions (one per file) -> load_rows

A file speaks for the day it was exported; of two for one day, the one that came last.
Reading a file again moves nothing. On a day in the past the files from then come first,
newest first, and those that came later after them, oldest first: a row that nobody had
sent by then is taken as it was first known, and the models keep out what had not
happened.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from pipelines.importing.ledger import FileEvent
from pipelines.importing.senders import SECRETARIAT

#: Where a file stands among its sender's deliveries, the best first.
CURRENT, PAST, LATER = 1, 2, 3


@dataclass(frozen=True)
class Version:
    """One file's place among the files of its table.

    `place` is 1 for the file that goes before all others. `standing` tells whether the
    file belongs to its sender's newest delivery (CURRENT), an earlier one (PAST) or one
    that had not come on the day asked for (LATER). `closed_on` and `closing_file` name
    the sender's next delivery, for PAST only.
    """

    file_sha256: str
    file_name: str
    data_on: date
    sender: str
    place: int
    standing: int
    closed_on: date | None = None
    closing_file: str | None = None


def build_versions(used: Sequence[FileEvent], *, as_of: date | None) -> list[Version]:
    """Put the files of one table in order.

    Args:
        used: Imported files of the table, in any order.
        as_of: The day to know things as of; everything is known when left out.

    Returns:
        One version per file, the one that goes first at the top.
    """
    newest_first = sorted(used, key=lambda event: str(event.file_sha256))
    newest_first.sort(key=find_moment, reverse=True)
    known = [event for event in newest_first if _is_known(event, as_of)]
    later = [event for event in reversed(newest_first) if not _is_known(event, as_of)]
    followers = _find_followers(known)
    return [
        _build_version(event, place, followers.get(str(event.file_sha256)))
        for place, event in enumerate([*known, *later], start=1)
    ]


def find_moment(event: FileEvent) -> tuple[date, datetime]:
    """Find what orders a file among others: its day, then when it first came."""
    received_at = event.received_at or event.loaded_at
    if event.data_on is None or received_at is None:
        message = f"{event.file_name} is imported without a day; the ledger is damaged"
        raise ValueError(message)
    return event.data_on, received_at


def _is_known(event: FileEvent, as_of: date | None) -> bool:
    return as_of is None or find_moment(event)[0] <= as_of


def _find_followers(known: list[FileEvent]) -> dict[str, list[FileEvent]]:
    """Find, for each known file, its sender's next delivery; empty for the newest."""
    followers: dict[str, list[FileEvent]] = {}
    for deliveries in _find_deliveries(known).values():
        for files, following in zip(deliveries, [*deliveries[1:], []], strict=True):
            followers |= {str(event.file_sha256): following for event in files}
    return followers


def _find_deliveries(known: list[FileEvent]) -> dict[str, list[list[FileEvent]]]:
    """Find each sender's deliveries, oldest first.

    One of fewer files than the one before belongs to it: the files that are not there
    may have come again just as they were, and then nothing is known of them anew.
    """
    sent: dict[tuple[str, date, str | None], list[FileEvent]] = {}
    for event in reversed(known):
        # Without an id all that a sender sent for one day counts as sent together.
        sender = event.sender or SECRETARIAT
        delivery = (sender, find_moment(event)[0], event.delivery_id)
        sent.setdefault(delivery, []).append(event)
    deliveries: dict[str, list[list[FileEvent]]] = {}
    n_files: dict[str, int] = {}
    for (sender, _day, _id), files in sent.items():
        if len(files) < n_files.get(sender, 0):
            deliveries[sender][-1].extend(files)
        else:
            deliveries.setdefault(sender, []).append(files)
            n_files[sender] = len(files)
    return deliveries


def _build_version(
    event: FileEvent, place: int, followers: list[FileEvent] | None
) -> Version:
    version = Version(
        file_sha256=str(event.file_sha256),
        file_name=event.file_name,
        data_on=find_moment(event)[0],
        sender=event.sender or SECRETARIAT,
        place=place,
        standing=LATER if followers is None else CURRENT,
    )
    if not followers:
        return version
    return replace(
        version,
        standing=PAST,
        closed_on=followers[0].data_on,
        closing_file=", ".join(sorted(other.file_name for other in followers)),
    )
