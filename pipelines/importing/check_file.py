"""Check one received file: read it, recognise it, and say what an import would do.

    path -> [read_sheets] -> [find_held_tables] -> [check_table] for each table in it

Nothing is written here.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pipelines.errors import ExportFormatError
from pipelines.importing.answers import FileAnswers, check_answers
from pipelines.importing.cells import Sheet
from pipelines.importing.check_manifest import Manifest, load_manifest
from pipelines.importing.check_table import (
    TableCheck,
    build_refusal,
    check_table,
)
from pipelines.importing.codelists import load_codelists
from pipelines.importing.desk import Desk
from pipelines.importing.find_earlier import (
    build_received,
    build_unchanged,
    check_unchanged,
    find_withdrawn,
)
from pipelines.importing.find_new_files import ENDINGS, check_inside
from pipelines.importing.find_table import (
    build_fits,
    find_chosen,
    find_claiming,
    find_held_tables,
)
from pipelines.importing.keep_copy import build_sha256, find_sent_name
from pipelines.importing.ledger import FileEvent, find_imported
from pipelines.importing.map_tables import build_found, build_sender_tables
from pipelines.importing.personal_text import remove_personal_text
from pipelines.importing.read_cells import read_content, read_sheets
from pipelines.importing.senders import SECRETARIAT
from pipelines.sources.source import Table


@dataclass(frozen=True)
class FileCheck:
    """What an import would do with one file.

    `event` tells of the file as a whole where it holds no table that can be told of.
    `sheets` are what tables it has, known to us or not.
    """

    path: Path
    event: FileEvent
    content: bytes = b""
    sheets: tuple[Sheet, ...] = ()
    tables: tuple[TableCheck, ...] = ()


def check_file(path: Path, folder: Path, desk: Desk) -> FileCheck:
    """Check one file.

    Args:
        path: The file.
        folder: The folder it was found in, which it may not link out of.
        desk: Agreements, answers and earlier events.
    """
    event = _build_event(path, desk)
    sheets: tuple[Sheet, ...] = ()
    content = b""
    claimed = find_claiming(event.file_name, desk.tables)
    try:
        content = _read_file(path, folder)
        file_sha256 = build_sha256(content)
        manifest = load_manifest(path, folder)
        manifest.check_sha256(file_sha256)
        event = build_received(event, file_sha256, desk)
        withdrawn = find_withdrawn(event, folder, desk)
        if withdrawn:
            return FileCheck(path, withdrawn)
        already = find_imported(desk.known, str(event.file_sha256))
        if check_unchanged(event, already, desk):
            return FileCheck(path, build_unchanged(event, already[0]))
        answers = desk.answers.find(event.file_sha256)
        tables = build_sender_tables(event, answers, already, desk)
        sheets = read_sheets(content, path.suffix, build_fits(tables))
        found = _find_tables(sheets, tables, answers, already, event)
        held = [table for table, _ in found] or tables
        check_answers(answers, held, _load_words(answers, held, desk))
        claimed = [table for table, _ in found] or claimed
        checks = tuple(
            check_table(path, event, build_found(table, sheet, event, desk), desk)
            for table, sheet in found
        )
        _check_n_rows(checks, manifest)
    except ExportFormatError as error:
        return FileCheck(path, _refuse(event, error, claimed), content, sheets)
    if not found:
        return FileCheck(path, _refuse(event, _build_unknown(), []), content, sheets)
    return FileCheck(path, event, content, sheets, _name_others(checks, sheets))


def _build_event(path: Path, desk: Desk) -> FileEvent:
    now = datetime.now(UTC)
    return FileEvent(
        file_name=find_sent_name(path),
        outcome="unrecognised",
        loaded_at=now,
        sender=desk.sender or SECRETARIAT,
        received_at=now,
        delivery_id=desk.delivery_id,
    )


def _check_n_rows(checks: tuple[TableCheck, ...], manifest: Manifest) -> None:
    counted = [
        check.checked.accepted.height + check.checked.rejected.height
        for check in checks
        if check.checked is not None
    ]
    # A table that could not be read is refused already, and leaves nothing to compare.
    if counted and len(counted) == len(checks):
        manifest.check_rows(sum(counted))


def _find_tables(
    sheets: tuple[Sheet, ...],
    tables: list[Table],
    answers: FileAnswers,
    already: list[FileEvent],
    event: FileEvent,
) -> list[tuple[Table, Sheet]]:
    if answers.tables:
        named = {"/".join(table.identity): table for table in tables}
        unknown = [name for name in answers.tables if name not in named]
        if unknown:
            raise ExportFormatError(
                f"the answers name the table {unknown[0]}, which there is not. Look at "
                "the preview for the tables to choose from.",
                reason_code="unfit_answer",
            )
        chosen = [
            table for table in tables if "/".join(table.identity) in answers.tables
        ]
        return find_chosen(sheets, chosen)
    before = {(known.source, known.table) for known in already}
    claimed = [table for table in tables if table.identity in before]
    return find_held_tables(
        sheets, tables, claimed or find_claiming(event.file_name, tables)
    )


def _load_words(
    answers: FileAnswers, tables: list[Table], desk: Desk
) -> dict[str, dict[str, str]]:
    if not (answers.codes or answers.given):
        return {}
    return {
        column: load_codelists(desk.sources[table.source], table, desk.settings)[name]
        for table in tables
        for column, name in table.codelists.items()
    }


def _build_unknown() -> ExportFormatError:
    return ExportFormatError(
        "no source recognises its headings. Left alone; if it should be imported, say "
        "which table it is in the answers to `malbild import --preview`, or compare "
        "it with the example_export in pipelines/sources.",
        reason_code="unrecognised",
    )


def _refuse(
    event: FileEvent, error: ExportFormatError, claimed: list[Table]
) -> FileEvent:
    refusal = build_refusal(event, error)
    if not claimed:
        return replace(refusal, outcome="unrecognised")
    return replace(refusal, source=claimed[0].source, table=claimed[0].name)


def _name_others(
    checks: tuple[TableCheck, ...], sheets: tuple[Sheet, ...]
) -> tuple[TableCheck, ...]:
    read = {place for check in checks for place in check.found.sheet.places}
    others = [sheet.name for sheet in sheets if sheet.name not in read]
    if not others:
        return checks
    note = remove_personal_text(
        f"Other tables in the file, not read: {', '.join(others)}."
    )
    first = checks[0]
    message = f"{first.event.message} {note}".strip()
    told = replace(
        first,
        event=replace(first.event, message=message),
        notes=(*first.notes, note),
    )
    return (told, *checks[1:])


def _read_file(path: Path, folder: Path) -> bytes:
    if path.suffix.lower() not in ENDINGS:
        raise ExportFormatError(
            f"files ending in {path.suffix or 'nothing'} are not read. Left alone; if "
            "it is an export, save it as CSV, XLSX or Parquet.",
            reason_code="not_a_table",
        )
    check_inside(path, folder)
    return read_content(path)
