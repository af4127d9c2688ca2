"""What every received file is handled with: agreements, and what is known already."""

import uuid
from dataclasses import dataclass, field

from pipelines.importing.agreement import build_agreement_sha256
from pipelines.importing.answers import Answers
from pipelines.importing.ledger import FileEvent, load_ledger
from pipelines.importing.mappings import Mapping, load_mappings
from pipelines.importing.secret_key import build_key_check, load_key
from pipelines.importing.senders import check_sender
from pipelines.settings import Settings
from pipelines.sources.source import Source, Table


@dataclass(frozen=True)
class Desk:
    """What every file is handled with. `known` and `mappings` grow on the way.

    `sender` is who was said to send these files, if anybody was. `is_reading_again`
    when also a content that gives nothing new is to be read.
    """

    settings: Settings
    sources: dict[str, Source]
    known: list[FileEvent]
    mappings: list[Mapping]
    agreements: dict[tuple[str, str], str]
    delivery_id: str
    key: bytes = field(repr=False)
    sender: str | None = None
    answers: Answers = field(default_factory=Answers)
    is_reading_again: bool = False

    @property
    def tables(self) -> list[Table]:
        """Every table of every source."""
        return [
            table
            for source in self.sources.values()
            for table in source.tables.values()
        ]


def build_desk(
    settings: Settings,
    sources: tuple[Source, ...],
    *,
    sender: str | None = None,
    answers: Answers | None = None,
) -> Desk:
    """Build what one import needs, before its first file.

    Raises:
        UsageError: There is no such sender.
        SecretKeyError: The key that persons are hashed with is not the home's.
    """
    check_sender(sender, settings)
    key = load_key(settings)
    return Desk(
        settings=settings,
        sources={source.name: source for source in sources},
        known=load_ledger(settings),
        mappings=load_mappings(settings),
        delivery_id=uuid.uuid4().hex,
        sender=sender,
        answers=answers or Answers(),
        agreements={
            (source.name, table.name): build_agreement_sha256(
                source, table, settings, build_key_check(key)
            )
            for source in sources
            for table in source.tables.values()
        },
        key=key,
    )
