"""Encodings are found, converted and told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import ExportFormatError
from pipelines.importing.read_csv import read_csv_sheets
from pipelines.importing.read_text import read_text

SWEDISH = "Ort;Namn\nÖrebro;Ängens Måleri\n"
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with BOM",
    "cp1252": "Windows-1252",
    "latin-1": "Windows-1252",
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_encoding_is_found_and_told(encoding: str) -> None:
    text = read_text(SWEDISH.encode(encoding))
    assert text.content.decode() == SWEDISH
    assert text.encoding == ENCODINGS[encoding]


@pytest.mark.parametrize(
    ("mark", "encoding", "told"),
    [
        (b"\xff\xfe", "utf-16-le", "UTF-16 LE"),
        (b"\xfe\xff", "utf-16-be", "UTF-16 BE"),
    ],
)
def test_utf16_is_known_by_its_mark(mark: bytes, encoding: str, told: str) -> None:
    text = read_text(mark + SWEDISH.replace("\n", "\r\n").encode(encoding))
    assert (text.content.decode(), text.encoding) == (SWEDISH, told)
    (sheet,) = read_csv_sheets(text)
    assert sheet.found_format == f"CSV, {told}, semicolon"


def test_signs_that_only_windows_has_are_kept() -> None:
    text = read_text("Pris;Not\n5 \u20ac;Två \u2013 \u201dtre\u201d\n".encode("cp1252"))
    assert "5 \u20ac" in text.content.decode()
    assert "\u2013 \u201dtre\u201d" in text.content.decode()


def test_the_same_text_is_the_same_whatever_it_came_in() -> None:
    forms = [read_text(SWEDISH.encode(name)).content for name in (*ENCODINGS, "utf-16")]
    assert set(forms) == {SWEDISH.encode()}


#: Swedish text as exports hold it: letters, figures, signs; no control characters.
CELLS = st.text(
    alphabet="abcdefghijklmnopqrstuvwxyzåäöÅÄÖé 0123456789,.-%/",
    max_size=12,
)


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8),
    st.sampled_from([*ENCODINGS, "utf-16"]),
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_every_row_comes_out_once_in_every_encoding_and_separator(
    rows: list[list[str]], encoding: str, separator: str, line_end: str
) -> None:
    rows = [[cell.replace(separator, "") for cell in row] for row in rows]
    lines = [separator.join(["Namn", "Ort", "Värde"]), *map(separator.join, rows)]
    content = (line_end.join(lines) + line_end).encode(encoding)
    (sheet,) = read_csv_sheets(read_text(content))
    cells = sheet.read()
    assert sheet.headings == ("Namn", "Ort", "Värde")
    kept = [
        [cell.strip() or None for cell in row]
        for row in rows
        if any(cell.strip() for cell in row)
    ]
    assert [list(row[1:]) for row in cells.rows.rows()] == kept
    assert cells.n_received == len(kept)


@given(st.binary(max_size=200))
def test_whatever_bytes_come_they_are_read_or_refused_with_words(
    content: bytes,
) -> None:
    try:
        outcome = read_text(content).content.decode()
    except ExportFormatError as error:
        outcome = f"{error}\n"
    assert outcome.endswith("\n")
