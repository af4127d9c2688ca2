import json

import polars as pl
import pytest

from pipelines.errors import ExportFormatError
from pipelines.importing.cells import Cells
from pipelines.importing.read_csv import read_csv_sheets
from pipelines.importing.read_text import read_text


def read(text: str) -> Cells:
    (sheet,) = read_csv_sheets(read_text(text.encode()))
    return sheet.read()


def test_cells_are_text_and_keep_their_zeros_and_their_lines() -> None:
    cells = read("\ufeffRegion;Värde\r\n01;1 234,50\r\n\r\n 03 ;\r\n;\r\n")
    assert cells.rows.rows() == [(2, "01", "1 234,50"), (4, "03", None)]
    assert cells.n_received == 2


@pytest.mark.parametrize(
    ("line_ends", "separator"), [("\n", ";"), ("\r\n", ","), ("\r", "\t")]
)
def test_separator_and_line_ends_are_found(line_ends: str, separator: str) -> None:
    cells = read(f"a{separator}b{line_ends}1{separator}2{line_ends}")
    assert cells.rows.rows() == [(2, "1", "2")]


def test_mixed_line_ends_are_read_as_line_ends() -> None:
    assert read("a;b\r\n1;2\n3;4\r\n").rows.height == 2


def test_quoted_cells_may_hold_separators_marks_and_line_breaks() -> None:
    cells = read('a;b\n1;2\n"x;y";"she said ""no""\nand left"\n3;4\n')
    assert cells.rows.rows() == [
        (2, "1", "2"),
        (3, "x;y", 'she said "no"\nand left'),
        (5, "3", "4"),
    ]
    assert cells.malformed.is_empty()


def test_a_mark_inside_a_cell_is_just_a_mark() -> None:
    assert read('a;b\n1;5" tube\n').rows.rows() == [(2, "1", '5" tube')]


def test_short_and_long_lines_are_set_aside_not_filled_or_cut() -> None:
    cells = read('a;b;c\n1;2;3\n1;2\n"1";2;3;4\n4;5;6\n')
    assert cells.rows["source_row"].to_list() == [2, 5]
    assert cells.malformed["source_row"].to_list() == [3, 4]
    assert set(cells.malformed["broken_rules"]) == {"row|number_of_cells"}
    assert json.loads(cells.malformed["as_received"][0]) == {"": "2 cells, expected 3"}


def test_a_stray_mark_does_not_swallow_the_rows_after_it() -> None:
    cells = read('a;b\n1;"x\n2;y\n3;"z"\n4;w\n')
    assert cells.malformed.select("source_row", "broken_rules").rows() == [
        (2, "row|quotation_marks")
    ]
    assert cells.rows.rows() == [(3, "2", "y"), (4, "3", "z"), (5, "4", "w")]


def test_a_mark_that_is_never_closed_is_named_by_line() -> None:
    with pytest.raises(ExportFormatError, match="opened on line 3 is never closed"):
        read('a;b\n1;2\n3;"4\n5;6\n')


def test_a_malformed_line_is_not_repeated_since_a_cell_may_be_personal() -> None:
    cells = read("Namn;E-post\nA;a@exempel.invalid;extra\n")
    assert "exempel" not in cells.malformed["as_received"][0]


@pytest.mark.parametrize("headings", ["a;b;a", "a;source_row", "a;  b;b"])
def test_two_columns_of_one_name_are_refused(headings: str) -> None:
    with pytest.raises(ExportFormatError, match="stands in two columns"):
        read(f"{headings}\n1;2;3\n")


def test_a_column_without_heading_may_be_there_but_only_empty() -> None:
    assert read("a;b;\n1;2;\n").rows.rows() == [(2, "1", "2")]
    with pytest.raises(ExportFormatError, match="column 3 has cells but no heading"):
        read("a;b;\n1;2;3\n")


def test_letters_with_loose_marks_are_put_together() -> None:
    cells = read("a;b\nA\u030angstro\u0308m;x\n")
    assert cells.rows["a"].to_list() == ["Ångström"]


def test_many_rows_come_out_in_order() -> None:
    lines = [f'{i};"{i}"' if i % 3 else f"{i};{i}" for i in range(2000)]
    cells = read("a;b\n" + "\n".join(lines) + "\n")
    assert cells.rows["source_row"].to_list() == list(range(2, 2002))
    assert cells.rows.filter(pl.col("a") != pl.col("b")).is_empty()


TABLE = "Kod;Namn;Antal\n01;Stockholm;5\n12;Skåne;2\n"


@pytest.mark.parametrize(
    ("above", "titles"),
    [
        ("\n\n", None),
        (";;\n", None),
        ("Avtal, alla regioner\n", "1"),
        ("Avtal;;\n;;\n\n", "1"),
        ("Avtal\n\nUttaget;2025-10-31\n", "1, 3"),
        ("  \nAvtal, 2024, alla\n", "2"),
    ],
)
def test_headings_are_found_below_titles(above: str, titles: str | None) -> None:
    text = read_text((above + TABLE).encode())
    (sheet,) = read_csv_sheets(text, {"Kod", "Namn", "Antal"}.issubset)
    n_above = above.count("\n")
    assert sheet.found_format == f"CSV, UTF-8, semicolon, headings on row {n_above + 1}"
    cells = sheet.read()
    assert cells.rows["source_row"].to_list() == [n_above + 2, n_above + 3]
    assert cells.rows["Kod"].to_list() == ["01", "12"]
    assert cells.notes == (
        (f"Taken as titles, not counted as rows: line {titles}, above the headings.",)
        if titles
        else ()
    )


@pytest.mark.parametrize("above", ["Avtal, alla regioner\n\n", "Avtal\n", "\n"])
@pytest.mark.parametrize("first", ["", "1;2\n"])
def test_titles_are_told_apart_without_an_agreement_too(above: str, first: str) -> None:
    cells = read(above + TABLE.replace("01;", f"{first}01;"))
    assert cells.rows["Namn"].to_list() == ["Stockholm", "Skåne"]


def test_rows_above_the_headings_are_never_taken_for_titles() -> None:
    text = read_text(f"01;Gotland;3\n{TABLE}".encode())
    (sheet,) = read_csv_sheets(text, {"Kod", "Namn", "Antal"}.issubset)
    assert sheet.headings == ("01", "Gotland", "3")


@pytest.mark.parametrize(
    ("below", "totals"),
    [
        ("Summa;;7\n", "4"),
        ("Totalt:;;7\n", "4"),
        ("\n;total;1 234,50\n\n", "5"),
        ("Summa;2;5\nTotalt;;7 %\n", "4, 5"),
        # a name, a word alone, and a total with rows after it are rows
        ("Total;Frankrike;7\n", None),
        ("Summa;;\n", None),
        ("Summa;;7\n25;Norrbotten;3\n", None),
        ("Summa;;7\nfotnot\n", None),
        ("Summan;;7\n", None),
    ],
)
def test_totals_at_the_bottom_are_told_apart(below: str, totals: str | None) -> None:
    cells = read(TABLE + below)
    n_lines = sum(bool(line.strip(";")) for line in below.splitlines())
    if totals is None:
        assert (cells.n_received, cells.notes) == (2 + n_lines, ())
    else:
        told = f"Taken as totals, not counted as rows: line {totals}, at the bottom."
        assert (cells.n_received, cells.notes) == (2, (told,))


REPORT = (
    "Besöksöversikt\nUnika besökare,Studsar\n120,45 %\n\n"
    'Sidor\nEtikett,Sidvisningar\n"/start, se",80\n/kontakt,40\n\n'
    "Händelser\nDet finns ingen data för denna rapport\n\n\n"
)


def test_a_report_is_read_as_several_sheets() -> None:
    visits, pages = read_csv_sheets(read_text(REPORT.encode()))
    assert (visits.name, pages.name) == ("line 1", "line 5")
    assert visits.found_format == (
        "CSV, UTF-8, comma, table on line 1, headings on row 2"
    )
    assert visits.read().rows.rows() == [(3, "120", "45 %")]
    assert pages.read().rows.rows() == [(7, "/start, se", "80"), (8, "/kontakt", "40")]


@pytest.mark.parametrize(
    "text",
    [
        f"{TABLE}\n{TABLE}",
        f"Norr\n{TABLE}\nSöder\n25;Norrbotten;3\n",
        f"Norr\n{TABLE}\nfotnot;x\n{TABLE}",
        f"Norr\n{TABLE}\nSöder\n{TABLE}1;2;3;4\n",
    ],
)
def test_a_file_that_only_looks_like_a_report_keeps_all_its_rows(text: str) -> None:
    (sheet,) = read_csv_sheets(read_text(text.encode()))
    cells = sheet.read()
    start = text.startswith("Norr")
    n_lines = sum(bool(line) for line in text.splitlines()[1 + start :])
    assert cells.n_received == n_lines
