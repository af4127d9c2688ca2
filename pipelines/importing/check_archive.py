"""Look inside a received workbook before anything unpacks it.

An XLSX file is a zip archive. A small one can unpack to gigabytes, or name a cell so
far away that a reader fills memory with the blanks before it. Cells that hold an error
or a formula never calculated would be read as blank, which here means unknown.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from pipelines.errors import ExportFormatError

MAX_UNPACKED = 2**30
MAX_RATIO = 200
MAX_MEMBERS = 500
MAX_CELLS = 60_000_000
PIECE = 2**22
#: Longer than any single cell's opening tag, so that none is cut between two pieces.
OVERLAP = 512

CELL = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
ERROR_CELL = re.compile(rb"""\bt=["']e["']""")
UNCALCULATED = re.compile(rb"""(</f>|<f[^>]{0,200}/>)\s*(<v>\s*</v>|<v/>|</c>)""")
DATES_FROM_1904 = re.compile(rb"""\bdate1904=["'](1|true)["']""")


def check_archive(content: bytes) -> None:
    """Refuse a workbook that is damaged, unsafe to unpack, or would be misread.

    Raises:
        ExportFormatError: Says which, and what to do.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_directory(archive.infolist(), len(content))
            _check_members(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise ExportFormatError(
            "the workbook is damaged or cut off. Copy or export it again.",
            reason_code="damaged_workbook",
        ) from error


def _check_directory(members: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if (
        len(members) > MAX_MEMBERS
        or unpacked > MAX_UNPACKED
        or unpacked > MAX_RATIO * packed
        or any(".." in member.filename for member in members)
    ):
        raise ExportFormatError(
            f"the workbook would unpack to {unpacked:,} bytes in {len(members)} parts, "
            "more than is safe to open. Save the sheet alone as a new workbook or CSV.",
            reason_code="unsafe_workbook",
        )
    if "xl/workbook.xml" not in {member.filename for member in members}:
        raise ExportFormatError(
            "the file is a zip archive but no Excel workbook. Save it as XLSX or CSV.",
            reason_code="damaged_workbook",
        )
    if any(member.flag_bits & 1 for member in members):
        raise ExportFormatError(
            "the workbook is locked with a password. Save it without one.",
            reason_code="damaged_workbook",
        )


def _check_members(archive: zipfile.ZipFile) -> None:
    if DATES_FROM_1904.search(archive.read("xl/workbook.xml")):
        raise ExportFormatError(
            "the workbook counts days from 1904, so that dates could be read four "
            "years wrong. Save it as CSV UTF-8 and import that.",
            reason_code="unsafe_workbook",
        )
    for member in archive.infolist():
        if member.filename.startswith("xl/worksheets/sheet"):
            _check_sheet(archive, member)
        elif not member.is_dir():
            for _ in _read_pieces(archive, member):  # reading compares the checksum
                pass


def _check_sheet(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    last_column = last_row = 1
    for piece in _read_pieces(archive, member):
        if ERROR_CELL.search(piece) or UNCALCULATED.search(piece):
            raise ExportFormatError(
                "the workbook has cells with an error (such as #N/A) or a formula that "
                "was never calculated; they would be read as blank. Open it in Excel, "
                "mend them, save and import it again.",
                reason_code="damaged_workbook",
            )
        cells = CELL.findall(piece)
        if cells:
            last_column = max(last_column, *map(_count, {name for name, _ in cells}))
            last_row = max(last_row, *{int(row) for _, row in cells})
    if last_column * last_row > MAX_CELLS:
        raise ExportFormatError(
            f"the sheet reaches to row {last_row:,} and column {last_column:,}. Remove "
            "stray cells far from the table, or save it as CSV UTF-8.",
            reason_code="unsafe_workbook",
        )


def _read_pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    kept = b""
    with archive.open(member) as unpacked:
        while piece := unpacked.read(PIECE):
            yield kept + piece
            kept = piece[-OVERLAP:]


def _count(column: bytes) -> int:
    """Count the columns up to a name such as AB."""
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number
