"""Find the encoding of a received text file, convert it, and refuse what is damaged.

    bytes -> [which encoding] -> UTF-8 without mark, one kind of line end -> read_csv

UTF-8, UTF-16 with its mark and Windows-1252 (Latin-1 is part of it) are converted, and
which it was is told. A file cut off or damaged on the way is refused with a fix:
letting it through would turn names and figures into other names and figures.
"""

import codecs
import unicodedata
from dataclasses import dataclass

from pipelines.errors import ExportFormatError
from pipelines.importing.check_damage import check_damage

BOM = b"\xef\xbb\xbf"
UTF16_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
UTF16_NAMES = {"utf-16-le": "UTF-16 LE", "utf-16-be": "UTF-16 BE"}
FILE_MARKS = {
    b"PK\x03\x04": "an Excel workbook. Give it the ending .xlsx and import it again",
    b"\xd0\xcf\x11\xe0": "an old or locked Office file. Save it as CSV UTF-8 or XLSX",
    b"%PDF": "a PDF. Ask for the export as CSV or XLSX",
    b"\x1f\x8b": "packed with gzip. Unpack it and import what is in it",
    b"PAR1": "a Parquet file. Give it the ending .parquet and import it again",
}
#: Letter + loose dot or ring, as some Macs write: two codes where one is expected.
LOOSE_MARKS = (b"\xcc\x88", b"\xcc\x8a", b"\xcc\x81")
ENCODINGS = {
    "cp1252": "Windows-1252",
    "cp850": "DOS code page 850",
    "mac_roman": "Mac Roman",
}
NORDIC_LETTERS = "\xe5\xe4\xf6\xc5\xc4\xd6\xe9\xe6\xf8\xc6\xd8\xfc"
#: Other letters and signs that an ordinary text holds; they speak for no encoding.
ORDINARY_SIGNS = (
    "\xe0\xe1\xe2\xe3\xe7\xe8\xea\xeb\xed\xee\xef\xf1\xf3\xf4\xf5\xfa\xfb\xfd\xdf\xf0\xfe"
    "\xa0\xa7\xb0\xb4\xb7\xbd\xb2\xb3\xa3\xae\xa9\xab\xbb\xd7"
    "\u20ac\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2022\u2122"
)
#: Unused in Windows-1252, or (the last) never met in names: marks of binary data.
NOT_IN_WINDOWS_1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xFF))
#: How many bytes are looked at at once.
PIECE = 2**16
SAVE_AS_UTF8 = (
    "Save it as UTF-8 (in Excel: Save as, CSV UTF-8) and import it again; "
    "nothing has been guessed."
)


@dataclass(frozen=True)
class Text:
    """A received text in one form, and the encoding it came in.

    `open_line` is its last line, when that has no line break and may be cut off.
    """

    content: bytes
    encoding: str
    open_line: int | None = None


def read_text(content: bytes) -> Text:
    """Find the encoding of a received text file and return it in one form.

    Returns:
        UTF-8 without byte order mark, composed letters, one kind of line end, one
        after the last line too; and the name of the encoding, to be shown.

    Raises:
        ExportFormatError: Another encoding, empty, damaged, cut off, or no table.
    """
    _check_kind(content)
    encoding, text = _read_encoding(content)
    if not text or text.isspace():
        raise ExportFormatError(
            "the file is empty. Export it again.", reason_code="empty"
        )
    check_damage(text)
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    open_line = None
    if not text.endswith(b"\n"):
        open_line = text.count(10) + 1
        text += b"\n"
    # One quick look for the byte they share spares ordinary files the slow ones.
    if b"\xcc" in text and any(mark in text for mark in LOOSE_MARKS):
        text = unicodedata.normalize("NFC", text.decode()).encode()
    return Text(text, encoding, open_line)


def _check_kind(content: bytes) -> None:
    for mark, what in FILE_MARKS.items():
        if content.startswith(mark):
            raise ExportFormatError(f"the file is {what}.", reason_code="not_a_table")
    first = content[:4096].removeprefix(BOM).lstrip()[:1]
    if first and first in b"<{[":
        kind = "a web page or XML" if first == b"<" else "JSON"
        raise ExportFormatError(
            f"the file is {kind}, not a table; often an error page saved under the "
            "export's name. Open it to see what it says, then export again.",
            reason_code="not_a_table",
        )


def _read_encoding(content: bytes) -> tuple[str, bytes]:
    if content[:2] in UTF16_MARKS:
        return _read_utf16(content)
    # Text in UTF-16 has a zero in every other byte; a lone zero is damage, see below.
    head = content[:200]
    if head.count(0) * 3 > len(head):
        raise ExportFormatError(
            "the file is in UTF-16 without the mark that tells the order of its bytes. "
            f"{SAVE_AS_UTF8}",
            reason_code="encoding",
        )
    try:
        _check_utf8(content)
    except UnicodeDecodeError as error:
        return _read_windows(content, error)
    if content.startswith(BOM):
        return "UTF-8 with BOM", content.removeprefix(BOM)
    return "UTF-8", content


def _check_utf8(content: bytes) -> None:
    # Piece by piece: the whole file as text could take twice its own room.
    decoder = codecs.getincrementaldecoder("utf8")()
    try:
        for start in range(0, len(content), PIECE):
            decoder.decode(content[start : start + PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        content.decode("utf8")  # tells the place in the whole file


def _read_utf16(content: bytes) -> tuple[str, bytes]:
    codec = UTF16_MARKS[content[:2]]
    try:
        return UTF16_NAMES[codec], content[2:].decode(codec).encode()
    except UnicodeDecodeError as error:
        line = content[2 : error.start + 2].decode(codec).count("\n") + 1
        raise _build_damage(error, line, UTF16_NAMES[codec]) from error


def _read_windows(content: bytes, error: UnicodeDecodeError) -> tuple[str, bytes]:
    """Read a text that is not UTF-8 as Windows-1252, when it can be nothing else."""
    line = content.count(b"\n", 0, error.start) + 1
    kept = content.decode("utf8", errors="ignore")
    if not kept.isascii() or "end of data" in error.reason:
        raise _build_damage(error, line, "UTF-8") from error
    found = max(ENCODINGS, key=lambda name: _count_likely(content, name))
    if found != "cp1252":
        raise ExportFormatError(
            f"the file is not UTF-8; it looks like {ENCODINGS[found]} (first seen on "
            f"line {line}). {SAVE_AS_UTF8}",
            reason_code="encoding",
        ) from error
    for byte in NOT_IN_WINDOWS_1252:
        place = content.find(byte)
        if place >= 0:
            line = content.count(b"\n", 0, place) + 1
            raise _build_damage(error, line, "UTF-8 or Windows-1252") from error
    return ENCODINGS[found], content.decode(found).encode()


def _build_damage(
    error: UnicodeDecodeError, line: int, encoding: str
) -> ExportFormatError:
    # What Python says of a file that ends inside a letter, in UTF-8 and in UTF-16.
    if "end of data" in error.reason or "truncated data" in error.reason:
        return ExportFormatError(
            f"the file stops in the middle of a letter on line {line}, so the end is "
            "missing. Export or copy it again.",
            reason_code="cut_off",
        )
    return ExportFormatError(
        f"line {line} holds bytes that are not {encoding}, though the rest is. The "
        "file is damaged or glued together from two encodings; export it again.",
        reason_code="damaged_text",
    )


def _count_likely(content: bytes, encoding: str) -> int:
    """Count the letters that speak for an encoding, less the signs against it."""
    sample = content[:1_000_000].decode(encoding, errors="replace")
    strange = [sign for sign in sample if sign > "\x7f" and sign not in ORDINARY_SIGNS]
    n_nordic = sum(sign in NORDIC_LETTERS for sign in strange)
    return 2 * n_nordic - len(strange)
