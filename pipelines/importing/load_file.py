"""Take one received file all the way: read it, recognise it, load it or say why not."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pipelines.errors import ExportFormatError
from pipelines.importing.cells import Sheet
from pipelines.importing.desk import Desk
from pipelines.importing.find_new_files import ENDINGS, check_inside
from pipelines.importing.find_table import build_fits, find_claiming, find_table
from pipelines.importing.keep_copy import build_sha256, find_sent_name
from pipelines.importing.ledger import FileEvent, find_imported
from pipelines.importing.load_table import load_table
from pipelines.importing.personal_text import remove_personal_text
from pipelines.importing.read_cells import read_content, read_sheets
from pipelines.sources.source import Table


def load_file(path: Path, folder: Path, desk: Desk) -> FileEvent:
    """Load one file; what it held is on disk when this returns.

    Args:
        path: The file.
        folder: The folder it was found in, which it may not link out of.
        desk: Agreements and earlier events.

    Returns:
        What became of the file. The caller writes it in the ledger.

    Raises:
        DiskError: No room or no right to write.
    """
    event = FileEvent(
        file_name=find_sent_name(path),
        outcome="unrecognised",
        loaded_at=datetime.now(UTC),
    )
    try:
        content = _read_file(path, folder)
        event = replace(event, file_sha256=build_sha256(content))
        already = find_imported(desk.known, str(event.file_sha256))
        if already and _is_current(already, desk):
            return replace(
                already,
                outcome="unchanged",
                file_name=event.file_name,
                message=f"Imported earlier as {already.file_name}.",
            )
        withdrawn = _find_withdrawn(event, folder, desk)
        if withdrawn:
            return withdrawn
        sheets = read_sheets(content, path.suffix, build_fits(desk.tables))
        found = find_table(sheets, event.file_name, desk.tables)
    except ExportFormatError as error:
        return _build_refusal(event, error, find_claiming(event.file_name, desk.tables))
    if found is None:
        unknown = ExportFormatError(
            "no source recognises its headings. Left alone; if it should be imported, "
            "compare them with the example_export in pipelines/sources.",
            reason_code="unrecognised",
        )
        return _build_refusal(event, unknown, [])
    table, sheet = found
    try:
        loaded = load_table(path, content, event, table, sheet, desk)
        return replace(loaded, message=_name_others(loaded.message, sheet, sheets))
    except ExportFormatError as error:
        return _build_refusal(event, error, [table])


def _find_withdrawn(event: FileEvent, folder: Path, desk: Desk) -> FileEvent | None:
    """Find the event of a file that an undo took back and nobody has sent again.

    Its copy still lies in the home's exports; only sending it anew, from another
    folder, brings it in.
    """
    if folder.resolve() != desk.settings.exports_dir.resolve():
        return None
    found = [known for known in desk.known if known.file_sha256 == event.file_sha256]
    return found[-1] if found and found[-1].outcome == "withdrawn" else None


def _name_others(message: str, sheet: Sheet, sheets: tuple[Sheet, ...]) -> str:
    others = [other.name for other in sheets if other is not sheet]
    if not others:
        return message
    return f"{message} Other tables in the file, not read: {', '.join(others)}.".strip()


def _is_current(event: FileEvent, desk: Desk) -> bool:
    agreement = desk.agreements.get((str(event.source), str(event.table)))
    return event.agreement_sha256 == agreement and event.check_rows(desk.settings)


def _read_file(path: Path, folder: Path) -> bytes:
    if path.suffix.lower() not in ENDINGS:
        raise ExportFormatError(
            f"files ending in {path.suffix or 'nothing'} are not read. Left alone; if "
            "it is an export, save it as CSV, XLSX or Parquet.",
            reason_code="not_a_table",
        )
    check_inside(path, folder)
    return read_content(path)


def _build_refusal(
    event: FileEvent, error: ExportFormatError, claimed: list[Table]
) -> FileEvent:
    return replace(
        event,
        outcome="refused" if claimed else "unrecognised",
        source=claimed[0].source if claimed else None,
        table=claimed[0].name if claimed else None,
        reason_code=error.reason_code,
        message=remove_personal_text(f"{event.file_name}: {error}"),
    )
