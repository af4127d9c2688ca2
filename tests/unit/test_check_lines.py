"""The quick way through a CSV file, held against the slow one on tricky lines."""

import csv

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.errors import ExportFormatError
from pipelines.importing.cells import Cells
from pipelines.importing.read_csv import read_csv_sheets
from pipelines.importing.read_text import Text

HEADINGS = "a;b;c"
PIECES = [*'";,x5 ', '""', ';"', '";', '"x"', '"x;y"', '5" tube', "å", "\t", "'", "\\"]
LINES = st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), max_size=8)

Rows = list[tuple[int, list[str | None]]]


def read_slowly(lines: list[str]) -> tuple[Rows, list[tuple[int, str]]]:
    """Read line by line with the csv module alone: the rows, and what is set aside."""
    rows, aside, place = [], [], 0
    while place < len(lines):
        line, start = lines[place], place + 2
        place += 1
        if not line:
            continue
        if '"' not in line:
            row, n_lines = line.split(";"), 1
        else:
            rest = (f"{text}\n" for text in lines[place - 1 :])
            reader = csv.reader(rest, delimiter=";", strict=True)
            try:
                row = next(reader)
            except csv.Error as error:
                if "unexpected end of data" in str(error):
                    raise ExportFormatError("never closed") from error
                row = None
            n_lines = reader.line_num
        if row is not None and len(row) == 3:
            place = start - 2 + n_lines
            cells = [cell.strip() or None for cell in row]
            rows += [(start, cells)] if any(cells) else []
        elif row is not None and n_lines == 1:
            aside.append((start, "row|number_of_cells"))
        else:
            aside.append((start, "row|quotation_marks"))
    return rows, aside


def read_quickly(lines: list[str]) -> Cells:
    text = "".join(f"{line}\n" for line in [HEADINGS, *lines])
    (sheet,) = read_csv_sheets(Text(text.encode(), "UTF-8"), {*"abc"}.issubset)
    assert sheet.headings == ("a", "b", "c")
    return sheet.read()


@settings(max_examples=400, deadline=None)
@given(LINES)
@example(['"a";"b";"c"', "", '5";6";7"', '"x;y";"";"she ""said"""', "1;2"])
@example(["1", "", '"1";2;3;4', "1;2;3;4;5"])
@example(['1;"2', '3;4";5', '"1";2;3', '"1;2', "3"])
@example(['"1"x;2;3', ' "1";2;3', '1;2;"3"'])
def test_quick_and_slow_read_the_same(lines: list[str]) -> None:
    try:
        rows, aside = read_slowly(lines)
    except ExportFormatError:
        with pytest.raises(ExportFormatError, match="never closed"):
            read_quickly(lines)
        return
    cells = read_quickly(lines)
    assert [(line, list(rest)) for line, *rest in cells.rows.rows()] == rows
    assert cells.malformed.select("source_row", "broken_rules").rows() == aside


def test_a_cell_longer_than_the_csv_module_takes_is_set_aside_only_with_marks() -> None:
    long = "x" * (csv.field_size_limit() + 1)
    cells = read_quickly([f"1;2;{long}", f'"1";2;{long}', '"4";5;6'])
    assert cells.rows["source_row"].to_list() == [2, 4]
    assert cells.malformed["broken_rules"].to_list() == ["row|quotation_marks"]


def test_a_file_of_very_many_columns_is_read_too() -> None:
    headings = [f"h{n}" for n in range(6000)]
    cells = ['"1;2"', *["3"] * 5999]
    lines = [headings, cells, cells[1:], cells]
    text = "".join(f"{';'.join(line)}\n" for line in lines)
    (sheet,) = read_csv_sheets(Text(text.encode(), "UTF-8"))
    read = sheet.read()
    assert read.rows["h0"].to_list() == ["1;2", "1;2"]
    assert read.malformed["source_row"].to_list() == [3]
