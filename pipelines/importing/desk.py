"""What every received file is handled with: agreements, and what is known already."""

from dataclasses import dataclass

from pipelines.importing.agreement import build_agreement_sha256
from pipelines.importing.ledger import FileEvent, load_ledger
from pipelines.settings import Settings
from pipelines.sources.source import Source, Table


@dataclass(frozen=True)
class Desk:
    """What every file is handled with. `known` grows as files are imported."""

    settings: Settings
    sources: dict[str, Source]
    known: list[FileEvent]
    agreements: dict[tuple[str, str], str]

    @property
    def tables(self) -> list[Table]:
        """Every table of every source."""
        return [
            table
            for source in self.sources.values()
            for table in source.tables.values()
        ]


def build_desk(settings: Settings, sources: tuple[Source, ...]) -> Desk:
    """Build what one import needs, before its first file."""
    return Desk(
        settings=settings,
        sources={source.name: source for source in sources},
        known=load_ledger(settings),
        agreements={
            (source.name, table.name): build_agreement_sha256(source, table, settings)
            for source in sources
            for table in source.tables.values()
        },
    )
