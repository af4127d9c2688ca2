"""Give the rejected rows of a file back in the sender's own form, to be mended.

exports/ (as received) or a new file -> [check_file] -> [write_rejected] -> file
"""

from dataclasses import replace
from pathlib import Path

from pipelines.errors import ExportFormatError, UsageError
from pipelines.importing.answers import Answers
from pipelines.importing.check_file import check_file
from pipelines.importing.desk import build_desk
from pipelines.importing.find_new_files import find_new_files
from pipelines.importing.keep_copy import build_sha256
from pipelines.importing.rule_words import load_rule_words
from pipelines.importing.write_rejected import (
    build_rejected_rows,
    write_rejected_csv,
    write_rejected_xlsx,
)
from pipelines.settings import Settings
from pipelines.sources.source import Source, find_sources

#: Enough of a fingerprint to name one file, as in the names of the copies.
SHORTEST = 12


def find_received(file_sha256: str, settings: Settings) -> Path:
    """Find a received file in the home by its fingerprint, or the start of it.

    Raises:
        UsageError: No such file has been imported.
    """
    stem = file_sha256.lower()
    if len(stem) >= SHORTEST and settings.exports_dir.is_dir():
        paths = find_new_files(settings.exports_dir)
        likely = [path for path in paths if path.name.startswith(stem[:SHORTEST])]
        for path in [*likely, *paths]:
            if build_sha256(path.read_bytes()).startswith(stem):
                return path
    raise UsageError(
        f"No file {file_sha256} has been received. Write the whole sha256, as `malbild "
        "status --json` shows it."
    )


def write_rejected(
    path: Path,
    out: Path,
    settings: Settings,
    *,
    sender: str | None = None,
    answers: Answers | None = None,
    sources: tuple[Source, ...] | None = None,
) -> int:
    """Write the rejected rows of a file, in the form that the file has itself.

    Args:
        path: The received file.
        out: Where to write. A workbook for workbooks and Parquet, otherwise a text file
            with the same separator and encoding.
        settings: The home to work in; nothing is written there.
        sender: As in `run_import`.
        answers: As in `run_import`.
        sources: As in `run_import`.

    Returns:
        The number of rows written.

    Raises:
        ExportFormatError: The file could not be read as any table.
        UsageError: None of its rows is rejected.
        DiskError: No room or no right to write.
    """
    agreed = find_sources() if sources is None else sources
    desk = build_desk(settings, agreed, sender=sender, answers=answers)
    check = check_file(path, path.parent, replace(desk, is_reading_again=True))
    tables = [table for table in check.tables if table.checked is not None]
    if not tables:
        told = next((table.event for table in check.tables), check.event)
        raise ExportFormatError(told.message)
    words = load_rule_words(settings)
    built = [build_rejected_rows(table, check.content, words) for table in tables]
    rejected = [table for table in built if table.rows]
    if not rejected:
        raise UsageError(f"No row of {check.event.file_name} is rejected.")
    first = tables[0].found.sheet
    if first.encoding and first.separator:
        form = {"encoding": first.encoding, "separator": first.separator}
        write_rejected_csv(rejected, out, **form)
    else:
        write_rejected_xlsx(rejected, out)
    return sum(len(table.rows) for table in rejected)
