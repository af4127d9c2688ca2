import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import xlsxwriter

from pipelines.errors import ExportFormatError
from pipelines.importing.check_archive import check_archive
from pipelines.importing.read_workbook import build_iso_days, read_workbook_sheets


def write_workbook(fill: Callable[[Any], None], **options: Any) -> bytes:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True, **options}) as workbook:
        fill(workbook)
    return packed.getvalue()


def write_sheet(*rows: list[Any], name: str = "Blad1") -> Callable[[Any], None]:
    def fill(workbook: Any) -> None:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet(name)
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(place, column, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(place, column, cell)
                elif cell is not None:
                    sheet.write(place, column, cell)

    return fill


def rewrite(content: bytes, member: str, pattern: str, replacement: str) -> bytes:
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            text = old.read(name)
            if name == member:
                text = re.sub(pattern, replacement, text.decode()).encode()
            new.writestr(name, text)
    return changed.getvalue()


def test_every_cell_is_text_as_it_was_meant() -> None:
    content = write_workbook(
        write_sheet(
            ["Kod", "Datum", "Tal", "Svar"],
            ["01", datetime(2021, 3, 4), 1250000.5, True],  # noqa: DTZ001
            [None, None, None, None],
            ["02", 44985, 2021.0, False],
            ["03", "2021-02-31", "1 234,50", None],
        )
    )
    (sheet,) = read_workbook_sheets(content)
    assert sheet.found_format == "XLSX, sheet Blad1"
    rows = build_iso_days(sheet.read().rows, ["Datum"])
    assert rows.rows() == [
        (2, "01", "2021-03-04", "1250000.5", "true"),
        (4, "02", "2023-02-28", "2021", "false"),
        (5, "03", "2021-02-31", "1 234,50", None),
    ]


def test_headings_are_found_below_titles_and_totals_are_told_apart() -> None:
    def fill(workbook: Any) -> None:
        sheet = workbook.add_worksheet("Avtal")
        sheet.merge_range(0, 0, 0, 2, "Avtal per region")
        sheet.write_row(1, 0, ["Uttaget", "2025-10-31"])
        sheet.write_row(3, 0, ["Kod", "Namn", "Antal"])
        sheet.write_row(4, 0, ["01", "Stockholm", 5])
        sheet.write_row(5, 0, ["12", "Summa", 2])
        sheet.write(6, 0, "Summa")
        sheet.write_formula(6, 2, "=SUM(C5:C6)", value=7)

    fits = {"Kod", "Namn", "Antal"}.issubset
    (sheet,) = read_workbook_sheets(write_workbook(fill), fits)
    assert sheet.found_format == "XLSX, sheet Avtal, headings on row 4"
    cells = sheet.read()
    assert cells.rows.rows() == [(5, "01", "Stockholm", "5"), (6, "12", "Summa", "2")]
    assert cells.notes == (
        "Taken as titles, not counted as rows: line 1, 2, above the headings.",
        "Taken as totals, not counted as rows: line 7, at the bottom.",
    )


def test_a_formula_is_read_by_its_calculated_value() -> None:
    def fill(workbook: Any) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write(1, 0, 2)
        sheet.write_formula(1, 1, "=A2*3", value=6)

    (sheet,) = read_workbook_sheets(write_workbook(fill))
    assert sheet.read().rows.rows() == [(2, "2", "6")]


def test_a_sheet_of_notes_does_not_hide_the_table() -> None:
    def fill(workbook: Any) -> None:
        workbook.add_worksheet("Tom")
        write_sheet([None], ["Skapad av"], name="Om")(workbook)
        write_sheet(["a", "b"], ["1", "2"], name="Data")(workbook)

    assert [sheet.name for sheet in read_workbook_sheets(write_workbook(fill))] == [
        "Data"
    ]


def test_an_empty_workbook_is_called_empty() -> None:
    with pytest.raises(ExportFormatError, match="empty"):
        read_workbook_sheets(write_workbook(write_sheet()))


def test_days_counted_from_1904_are_refused() -> None:
    content = write_workbook(write_sheet(["a"], ["1"]), date_1904=True)
    with pytest.raises(ExportFormatError, match="1904"):
        read_workbook_sheets(content)


def test_error_cells_and_formulas_never_calculated_are_not_blank() -> None:
    sheet = "xl/worksheets/sheet1.xml"

    def fill(workbook: Any) -> None:
        page = workbook.add_worksheet()
        page.write_row(0, 0, ["a", "b"])
        page.write_formula(1, 0, "=1/0", value="#DIV/0!")

    error = write_workbook(fill)
    with pytest.raises(ExportFormatError, match="#N/A"):
        check_archive(error)
    uncalculated = rewrite(error, sheet, r' t="e"|<v>#DIV/0!</v>', "")
    with pytest.raises(ExportFormatError, match="never calculated"):
        check_archive(uncalculated)
    calculated = rewrite(
        error, sheet, r' t="e"><f>1/0</f><v>#DIV/0!</v>', "><f>1+1</f><v>2</v>"
    )
    check_archive(calculated)


def test_a_cell_far_away_is_refused_before_memory_is_filled() -> None:
    def fill(workbook: Any) -> None:
        page = workbook.add_worksheet()
        page.write_row(0, 0, ["a", "b"])
        page.write(1_048_575, 16_383, "x")

    with pytest.raises(ExportFormatError, match="stray cells"):
        check_archive(write_workbook(fill))


def build_archive(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"xl/workbook.xml": b"\0" * 50_000_000}, "safe to open"),
        ({"xl/workbook.xml": b"", "../../evil": b"x" * 100}, "safe to open"),
        ({f"xl/{i}": str(i).encode() for i in range(501)}, "safe to open"),
        ({"readme.txt": b"hello"}, "no Excel workbook"),
    ],
    ids=["bomb", "path", "members", "plain zip"],
)
def test_an_unsafe_archive_is_refused_without_unpacking(
    members: dict[str, bytes], message: str
) -> None:
    with pytest.raises(ExportFormatError, match=message):
        check_archive(build_archive(members))


@pytest.mark.parametrize("kept", [0.05, 0.5, 0.99])
def test_a_cut_workbook_is_called_cut(kept: float) -> None:
    whole = write_workbook(write_sheet(["a"], *[[str(i)] for i in range(500)]))
    with pytest.raises(ExportFormatError, match="damaged or cut off"):
        read_workbook_sheets(whole[: int(len(whole) * kept)])


def test_a_flipped_byte_is_noticed() -> None:
    rows = [[f"text {i}", i] for i in range(2000)]
    whole = write_workbook(write_sheet(["a", "b"], *rows))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        place = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 2000
    damaged = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
    with pytest.raises(ExportFormatError, match="damaged"):
        read_workbook_sheets(damaged)
