"""Build the agreements as one sender keeps them, for one file.

source.yml + the sender's mappings + what was answered now -> Table
"""

from pipelines.importing.answers import FileAnswers
from pipelines.importing.cells import Sheet
from pipelines.importing.check_table import FoundTable
from pipelines.importing.desk import Desk
from pipelines.importing.ledger import FileEvent
from pipelines.importing.mappings import (
    HEADING,
    Mapping,
    build_mapped_table,
    build_newest,
    find_mappings,
)
from pipelines.sources.source import Table


def build_sender_tables(
    event: FileEvent, answers: FileAnswers, already: list[FileEvent], desk: Desk
) -> list[Table]:
    """Build every agreement with what its sender means and has given for this file."""
    given_before = {(known.source, known.table): known.given for known in already}
    return [
        build_mapped_table(
            table,
            [*_find_stored(table, event, desk), *_find_answered(table, event, desk)],
            {
                column: text
                for column, text in {
                    **given_before.get(table.identity, {}),
                    **answers.given,
                }.items()
                if column in table.columns.values()
            },
        )
        for table in desk.tables
    ]


def build_found(table: Table, sheet: Sheet, event: FileEvent, desk: Desk) -> FoundTable:
    """Build what was found of a table, with only what concerns its own headings.

    Args:
        table: As from `build_sender_tables`.
        sheet: The sheet that holds it.
        event: What is known of the file.
        desk: Agreements, mappings and answers.
    """
    agreed = desk.sources[table.source].tables[table.name]
    stored = _find_stored(agreed, event, desk)
    remembered = {mapping.key: mapping.means for mapping in stored}
    answered = [
        mapping
        for mapping in _find_answered(agreed, event, desk)
        if mapping.kind != HEADING or mapping.written in sheet.headings
        if remembered.get(mapping.key, "") != mapping.means
    ]
    mappings = build_newest([*stored, *answered])
    present = {table.columns[name] for name in sheet.headings if name in table.columns}
    given = {
        column: text for column, text in table.given.items() if column not in present
    }
    mapped = build_mapped_table(agreed, mappings, given)
    return FoundTable(mapped, sheet, tuple(mappings), tuple(answered))


def _find_stored(table: Table, event: FileEvent, desk: Desk) -> list[Mapping]:
    return find_mappings(desk.mappings, str(event.sender), table)


def _find_answered(table: Table, event: FileEvent, desk: Desk) -> list[Mapping]:
    answers = desk.answers.find(event.file_sha256)
    return answers.build_mappings(table, str(event.sender), desk.answers.by)
