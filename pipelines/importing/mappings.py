"""What a sender means by headings and words of its own, as a person has confirmed it.

answers -> mappings.jsonl (only ever added to) -> the agreement as this sender keeps it
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.importing.json_lines import read_lines, write_line
from pipelines.settings import Settings
from pipelines.sources.source import Table

MAPPINGS = "mappings.jsonl"
HEADING, CODE = "heading", "code"


@dataclass(frozen=True)
class Mapping:
    """One thing that a sender's word means.

    `kind` is heading or code. A heading means one of our columns, or nothing when it
    is left out; the written word of a code column means one of its codes.
    """

    sender: str
    source: str
    table: str
    kind: str
    column: str | None
    written: str
    means: str | None
    by: str | None = None
    confirmed_at: str | None = None

    @property
    def key(self) -> tuple[str | None, ...]:
        """What the mapping is about; a newer one about the same replaces it."""
        column = self.column if self.kind == CODE else None
        return self.sender, self.source, self.table, self.kind, column, self.written


def load_mappings(settings: Settings) -> list[Mapping]:
    """Load what every sender means now: the newest mapping of each word."""
    names = {part.name for part in fields(Mapping)}
    written = [
        Mapping(**{name: part for name, part in line.items() if name in names})
        for line in read_lines(_find_file(settings))
    ]
    return build_newest(written)


def write_mappings(
    mappings: Iterable[Mapping], confirmed_at: datetime, settings: Settings
) -> None:
    """Add confirmed mappings; they are on disk when this returns.

    Raises:
        DiskError: No room or no right to write.
    """
    for mapping in mappings:
        confirmed = replace(mapping, confirmed_at=confirmed_at.isoformat())
        write_line(asdict(confirmed), _find_file(settings))


def build_newest(mappings: Iterable[Mapping]) -> list[Mapping]:
    """Keep the last mapping of each word, in a steady order."""
    newest = {mapping.key: mapping for mapping in mappings}
    return [newest[key] for key in sorted(newest, key=str)]


def find_mappings(
    mappings: Iterable[Mapping], sender: str, table: Table
) -> list[Mapping]:
    """Find what a sender means in one table."""
    about = (sender, table.source, table.name)
    return [
        mapping
        for mapping in mappings
        if (mapping.sender, mapping.source, mapping.table) == about
    ]


def build_mapped_table(
    table: Table, mappings: Iterable[Mapping], given: dict[str, str]
) -> Table:
    """Build the agreement as one sender keeps it.

    Args:
        table: The agreement in source.yml.
        mappings: What this sender means in this table.
        given: Per column that the file lacks, the value for all of its rows.
    """
    allowed = table.missing_allowed
    columns = dict(table.columns)
    ignored = set(table.ignored)
    fixes = {column: dict(words) for column, words in table.value_fixes.items()}
    for mapping in mappings:
        if mapping.kind == CODE:
            words = fixes.setdefault(str(mapping.column), {})
            words[mapping.written] = str(mapping.means)
        elif mapping.means is None:
            columns.pop(mapping.written, None)
            ignored.add(mapping.written)
        else:
            columns[mapping.written] = mapping.means
            ignored.discard(mapping.written)
    return replace(
        table,
        columns=columns,
        optional=frozenset(name for name in columns if columns[name] in allowed),
        ignored=frozenset(ignored),
        value_fixes=fixes,
        given=given,
    )


def build_mapped_words(mappings: Iterable[Mapping]) -> list[list[Any]]:
    """Build what of the mappings decides how a file is read, and nothing else."""
    return sorted(
        [mapping.kind, mapping.column or "", mapping.written, mapping.means or ""]
        for mapping in mappings
    )


def _find_file(settings: Settings) -> Path:
    return settings.imported_dir / MAPPINGS
