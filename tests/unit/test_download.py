import csv
import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest

from app.charts.spec import Footer, Table
from app.components.made_files import build_file_name
from app.reports.table_files import (
    build_csv,
    build_csv_cell,
    build_header,
    build_xlsx,
)

FOOTER = Footer(
    source="avtalsregistret",
    data_on=date(2025, 10, 31),
    filters="Hela landet · 2024",
    build_id="b1",
    is_example=True,
)
TABLE = Table(
    headings=("Leverantör", "Belopp", "Datum"),
    rows=(
        ("=cmd|' /C calc'!A0", -500, date(2024, 3, 15)),
        ('Åäö "AB"; och\nson', 1234.5, None),
    ),
)


def test_a_csv_opens_right_in_swedish_excel() -> None:
    content = build_csv(build_header("Titel", FOOTER), TABLE)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[-2] == ["'=cmd|' /C calc'!A0", "-500", "2024-03-15"]
    assert rows[-1] == ['Åäö "AB"; och\nson', "1234,5", ""]


def test_the_file_says_what_it_is_and_where_it_comes_from() -> None:
    header = build_header("Titel", FOOTER)
    assert header == (
        ("Tabell", "Titel"),
        ("Exempeldata", "Siffrorna och leverantörerna är påhittade."),
        ("Källa", "avtalsregistret"),
        ("Data per", "2025-10-31"),
        ("Urval", "Hela landet · 2024"),
        ("Bygge", "b1"),
        (
            "Villkor",
            "Kan innehålla uppgifter om enskilda leverantörer: sekretessen prövas "
            "innan något lämnas ut",
        ),
    )


@pytest.mark.parametrize(
    "text",
    ["=1", "+1", "-1", "@a", "\t=1", "\rx", "\0x", "  =1", "\u00a0=1", "\ufeff=1"],
)
def test_a_text_that_a_spreadsheet_could_run_is_made_harmless(text: str) -> None:
    assert build_csv_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("cell", "written"),
    [(-500, "-500"), (-0.5, "-0,5"), (None, ""), ("a=b", "a=b"), ("", "")],
)
def test_numbers_and_plain_texts_are_left_alone(
    cell: str | float | None, written: str
) -> None:
    assert build_csv_cell(cell) == written


def test_a_workbook_holds_no_formula_and_numbers_stay_numbers() -> None:
    content = build_xlsx(build_header("Titel", FOOTER), TABLE)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if "worksheets/" in name]
        assert not any(b"<f>" in archive.read(name) for name in sheets)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[8] == ("Leverantör", "Belopp", "Datum")
    assert rows[9][:2] == ("=cmd|' /C calc'!A0", -500)
    assert sheet.cell(10, 1).data_type == "s"
    assert sheet.cell(10, 3).is_date
    assert rows[10] == ('Åäö "AB"; och\nson', 1234.5, None)


def test_no_two_files_have_the_same_name() -> None:
    names = {build_file_name("goals", "csv", build_id="b1") for _ in range(50)}
    assert len(names) == 50
    assert all(re.fullmatch(r"malbild-goals-b1-[0-9a-f]{8}\.csv", n) for n in names)
