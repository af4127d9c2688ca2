"""What every received file is handled with: agreements, and what is known already."""

from dataclasses import dataclass, field

from pipelines.importing.agreement import build_agreement_sha256
from pipelines.importing.ledger import FileEvent, load_ledger
from pipelines.importing.secret_key import build_key_check, load_key
from pipelines.settings import Settings
from pipelines.sources.source import Source, Table


@dataclass(frozen=True)
class Desk:
    """What every file is handled with. `known` grows as files are imported."""

    settings: Settings
    sources: dict[str, Source]
    known: list[FileEvent]
    agreements: dict[tuple[str, str], str]
    key: bytes = field(repr=False)

    @property
    def tables(self) -> list[Table]:
        """Every table of every source."""
        return [
            table
            for source in self.sources.values()
            for table in source.tables.values()
        ]


def build_desk(settings: Settings, sources: tuple[Source, ...]) -> Desk:
    """Build what one import needs, before its first file.

    Raises:
        SecretKeyError: The key that persons are hashed with is not the home's.
    """
    key = load_key(settings)
    return Desk(
        settings=settings,
        sources={source.name: source for source in sources},
        known=load_ledger(settings),
        agreements={
            (source.name, table.name): build_agreement_sha256(
                source, table, settings, build_key_check(key)
            )
            for source in sources
            for table in source.tables.values()
        },
        key=key,
    )
