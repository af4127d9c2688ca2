"""Open a received file, whatever its kind, as sheets of text cells."""

from pathlib import Path

from pipelines.errors import ExportFormatError
from pipelines.importing.cells import Sheet
from pipelines.importing.find_headings import Fits
from pipelines.importing.read_csv import read_csv_sheets
from pipelines.importing.read_parquet import read_parquet_sheets
from pipelines.importing.read_text import read_text
from pipelines.importing.read_workbook import read_workbook_sheets

MAX_BYTES = 2**30


def read_content(path: Path) -> bytes:
    """Read a file whole, and make sure that nobody was still writing it.

    Raises:
        ExportFormatError: It vanished, may not be read, is too large, or changed.
    """
    try:
        before = path.stat()
        if before.st_size > MAX_BYTES:
            raise ExportFormatError(
                f"the file has {before.st_size:,} bytes; more than {MAX_BYTES:,} is "
                "not read at once. Split the export, for example by year.",
                reason_code="too_large",
            )
        content = path.read_bytes()
        after = path.stat()
    except FileNotFoundError as error:
        raise ExportFormatError(
            "the file vanished while it was being read. Put it back and import again.",
            reason_code="not_readable",
        ) from error
    except (PermissionError, IsADirectoryError) as error:
        raise ExportFormatError(
            "the file may not be read. Give this user the right to read it.",
            reason_code="not_readable",
        ) from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise ExportFormatError(
            "the file was still being written. Import again when it is done.",
            reason_code="not_readable",
        )
    return content


def read_sheets(content: bytes, ending: str, fits: Fits) -> tuple[Sheet, ...]:
    """Find the tables in a received file without reading all of their cells.

    Args:
        content: The whole file.
        ending: ".csv", ".xlsx" or another of `ENDINGS`, in any case.
        fits: Tells whether headings are agreed, to find them below titles.

    Raises:
        ExportFormatError: The file is empty, damaged, unsafe, or something else than
            its name says. The message is for the sender.
    """
    if ending.lower() == ".parquet":
        return read_parquet_sheets(content)
    if ending.lower() != ".xlsx":
        return read_csv_sheets(read_text(content), fits)
    if not content.startswith(b"PK"):
        read_text(content)  # says what it is instead, when that can be told
        raise ExportFormatError(
            "the file is plain text, not a workbook. If it is a CSV, give it the "
            "ending .csv and import it again.",
            reason_code="not_a_table",
        )
    return read_workbook_sheets(content, fits)
