"""Make sure that a received text file is whole, readable UTF-8, or say what it is.

A file in another encoding, cut off, or damaged on the way is refused here with a fix.
Letting it through would turn names and figures into other names and figures.
"""

import unicodedata

from pipelines.errors import ExportFormatError

BOM = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
FILE_MARKS = {
    b"PK\x03\x04": "an Excel workbook. Give it the ending .xlsx and import it again",
    b"\xd0\xcf\x11\xe0": "an old or locked Office file. Save it as CSV UTF-8 or XLSX",
    b"%PDF": "a PDF. Ask for the export as CSV or XLSX",
}
#: What Swedish letters become when UTF-8 is read as Windows-1252 or Latin-1 and saved.
MOJIBAKE = tuple(
    letter.encode().decode(misread).encode()
    for letter in "\xe5\xe4\xf6\xc5\xc4\xd6\xe9\xfc"
    for misread in ("cp1252", "latin1")
)
MOJIBAKE_START = "\xc3".encode()
REPLACEMENT = "\ufffd".encode()
#: Letter + loose dot or ring, as some Macs write: two codes where one is expected.
LOOSE_MARKS = (b"\xcc\x88", b"\xcc\x8a", b"\xcc\x81")
ENCODINGS = {
    "cp1252": "Windows-1252",
    "cp850": "DOS code page 850",
    "mac_roman": "Mac Roman",
}
SWEDISH_LETTERS = "\xe5\xe4\xf6\xc5\xc4\xd6\xe9"
SAVE_AS_UTF8 = (
    "Save it as UTF-8 (in Excel: Save as, CSV UTF-8) and import it again; "
    "nothing has been guessed."
)


def read_text(content: bytes) -> bytes:
    """Check a received text file and return it in one form.

    Returns:
        UTF-8 without byte order mark, composed letters, one kind of line end.

    Raises:
        ExportFormatError: Empty, another encoding, damaged, cut off, or no table.
    """
    _check_kind(content)
    _check_encoding(content)
    text = content.removeprefix(BOM)
    if not text or text.isspace():
        raise ExportFormatError(
            "the file is empty. Export it again.", reason_code="empty"
        )
    _check_damage(text)
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if not text.endswith(b"\n"):
        raise ExportFormatError(
            f"the file stops in the middle of line {text.count(10) + 1}, so the end "
            "may be missing. Export or copy it again; if it is whole, add a line break "
            "at the end.",
            reason_code="cut_off",
        )
    # One quick look for the byte they share spares ordinary files the slow ones.
    if b"\xcc" in text and any(mark in text for mark in LOOSE_MARKS):
        text = unicodedata.normalize("NFC", text.decode()).encode()
    return text


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


def _check_encoding(content: bytes) -> None:
    # Text in UTF-16 has a zero in every other byte; a lone zero is damage, see below.
    head = content[:200]
    if content.startswith(UTF16_MARKS) or head.count(0) * 3 > len(head):
        raise ExportFormatError(
            f"the file is in UTF-16. {SAVE_AS_UTF8}", reason_code="encoding"
        )
    try:
        content.decode("utf8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _explain_encoding(content, error, line) from error


def _explain_encoding(
    content: bytes, error: UnicodeDecodeError, line: int
) -> ExportFormatError:
    if error.reason == "unexpected end of data":
        return ExportFormatError(
            f"the file stops in the middle of a letter on line {line}, so the end is "
            "missing. Export or copy it again.",
            reason_code="cut_off",
        )
    kept = content.decode("utf8", errors="ignore")
    if not kept.isascii():
        return ExportFormatError(
            f"line {line} holds bytes that are not UTF-8, though the rest is. The file "
            "is damaged or glued together from two encodings; export it again.",
            reason_code="damaged_text",
        )
    found = max(ENCODINGS, key=lambda name: _count_swedish(content, name))
    return ExportFormatError(
        f"the file is not UTF-8; it looks like {ENCODINGS[found]} (first seen on line "
        f"{line}). {SAVE_AS_UTF8}",
        reason_code="encoding",
    )


def _count_swedish(content: bytes, encoding: str) -> int:
    sample = content[:1_000_000].decode(encoding, errors="ignore")
    return sum(sample.count(letter) for letter in SWEDISH_LETTERS)


def _check_damage(text: bytes) -> None:
    marks = {
        b"\0": "a zero byte",
        b"\x01": "a control character",
        REPLACEMENT: "a letter that was lost in an earlier conversion",
    }
    if MOJIBAKE_START in text:
        marks |= dict.fromkeys(MOJIBAKE, "letters garbled by an earlier conversion")
    for mark, what in marks.items():
        place = text.find(mark)
        if place >= 0:
            raise ExportFormatError(
                f"line {text.count(10, 0, place) + 1} holds {what}. The damage was "
                "done before the file came here; export it again from the system.",
                reason_code="damaged_text",
            )
