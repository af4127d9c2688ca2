"""Find damage that was done to a text file before it came here."""

from pipelines.errors import ExportFormatError

#: What Swedish letters become when UTF-8 is read as Windows-1252 or Latin-1 and saved.
MOJIBAKE = tuple(
    letter.encode().decode(misread).encode()
    for letter in "\xe5\xe4\xf6\xc5\xc4\xd6\xe9\xfc"
    for misread in ("cp1252", "latin1")
)
MOJIBAKE_START = "\xc3".encode()
REPLACEMENT = "\ufffd".encode()


def check_damage(text: bytes) -> None:
    """Refuse a text with marks of an earlier conversion that went wrong.

    Raises:
        ExportFormatError: Names the first line that holds one.
    """
    marks = {
        b"\0": "a zero byte",
        b"\x01": "a control character",
    }
    if REPLACEMENT[:1] in text:
        marks[REPLACEMENT] = "a letter that was lost in an earlier conversion"
    # One quick look for a byte that is seldom there spares most files the slow ones.
    if MOJIBAKE_START[-1:] in text and MOJIBAKE_START in text:
        marks |= dict.fromkeys(MOJIBAKE, "letters garbled by an earlier conversion")
    for mark, what in marks.items():
        place = text.find(mark)
        if place >= 0:
            raise ExportFormatError(
                f"line {text.count(10, 0, place) + 1} holds {what}. The damage was "
                "done before the file came here; export it again from the system.",
                reason_code="damaged_text",
            )
