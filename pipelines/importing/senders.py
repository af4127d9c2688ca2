"""Who a file comes from: a region, or one of the few others that send files."""

import csv
from collections.abc import Iterable

from pipelines.errors import UsageError
from pipelines.importing.ledger import FileEvent
from pipelines.settings import Settings

#: Who sends when nobody has said so: the ones who run the import.
SECRETARIAT = "secretariat"
OTHERS = (SECRETARIAT, "system_support", "adda", "other")


def load_senders(settings: Settings) -> tuple[str, ...]:
    """Load the code of every sender that there is: the regions', then the others."""
    with (settings.dbt_dir / "seeds" / "regions.csv").open(encoding="utf8") as file:
        regions = [row["region_code"] for row in csv.DictReader(file)]
    return (*regions, *OTHERS)


def check_sender(sender: str | None, settings: Settings) -> None:
    """Make sure that a sender's code is one of those agreed.

    Raises:
        UsageError: It is not.
    """
    senders = load_senders(settings)
    if sender is not None and sender not in senders:
        raise UsageError(
            f"There is no sender {sender!r}. Write one of {', '.join(senders)}."
        )


def find_sender(
    said: str | None, file_sha256: str | None, known: Iterable[FileEvent]
) -> str:
    """Find who a file comes from: as said now, as said before, or the secretariat."""
    remembered = (
        event.sender
        for event in known
        if file_sha256 and event.file_sha256 == file_sha256
    )
    return said or next((sender for sender in remembered if sender), SECRETARIAT)
