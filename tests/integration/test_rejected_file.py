"""Rejected rows go back in the sender's own form; mended and sent again they pass."""

import csv
import io
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from pipelines.errors import UsageError
from pipelines.importing.run_import import run_import
from pipelines.rejected import find_received, write_rejected
from pipelines.settings import Settings, load_settings
from tests.conftest import run_malbild

HEADINGS = ["Produkt-ID", "Kravpaket", "Tema", "Antaget"]
GOOD = ["P-1", "Handskar", "Klimat", "2024-01-15"]
BAD = ["P-2", '=cmd|" /C calc"!A0', "Moral", "2024-01-16"]
SHORT = ["P-3", "Mössor"]
FORMS = {
    "utf-8": ("utf-8", ";"),
    "with mark": ("utf-8-sig", ";"),
    "windows": ("cp1252", ","),
    "utf-16": ("utf-16", "\t"),
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path / "home")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def build_csv(rows: list[list[str]], encoding: str, separator: str) -> bytes:
    packed = io.StringIO(newline="")
    csv.writer(packed, delimiter=separator).writerows(rows)
    return packed.getvalue().encode(encoding)


def read_csv(content: bytes, encoding: str, separator: str) -> list[list[str]]:
    text = io.StringIO(content.decode(encoding), newline="")
    return list(csv.reader(text, delimiter=separator))


@pytest.mark.parametrize("form", FORMS)
def test_a_mended_text_file_is_accepted(
    form: str, inbox: Path, settings: Settings, tmp_path: Path
) -> None:
    encoding, separator = FORMS[form]
    path = inbox / "2025-10-31_kravpaket.csv"
    path.write_bytes(build_csv([HEADINGS, GOOD, BAD, SHORT], encoding, separator))
    (event,) = run_import(inbox, settings).events
    assert (event.n_accepted, event.n_rejected) == (1, 2)
    out = tmp_path / "mend.csv"
    received = find_received(str(event.file_sha256), settings)
    assert write_rejected(received, out, settings) == 2

    content = out.read_bytes()
    has_mark = form in {"with mark", "utf-16"}
    assert (content[:2] == path.read_bytes()[:2]) is has_mark
    headings, bad, short = read_csv(content, encoding, separator)
    assert headings == ["Fel", *HEADINGS]
    assert bad[0].startswith("Tema: har ett ord som inte finns i listan")
    assert bad[2] == f"'{BAD[1]}"  # no spreadsheet runs it
    assert bad[1::2] == BAD[0::2]
    assert short[0].startswith("Har fler eller färre celler")
    assert short[1:] == SHORT

    mended = [bad[0], "P-2", "Skärp", "Klimat", "2024-01-16"]
    whole = ["", "P-3", "Mössor", "Klimat", "2024-01-17"]
    rows = [headings, mended, whole]
    (inbox / "2025-11-01_kravpaket.csv").write_bytes(
        build_csv(rows, encoding, separator)
    )
    again = run_import(inbox, settings).events[1]
    assert (again.outcome, again.n_accepted, again.n_rejected) == ("imported", 2, 0)
    assert "Fel" not in again.message


def test_a_mended_workbook_is_accepted(
    inbox: Path, settings: Settings, tmp_path: Path
) -> None:
    with xlsxwriter.Workbook(inbox / "2025-10-31_kravpaket.xlsx") as workbook:
        sheet = workbook.add_worksheet("Krav")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEADINGS)
        for place, row in enumerate([GOOD, BAD], start=1):
            for column, cell in enumerate(row[:3]):
                sheet.write_string(place, column, cell)
            sheet.write_number(place, 3, 45305 + place, day)
    (event,) = run_import(inbox, settings).events
    assert (event.n_accepted, event.n_rejected) == (1, 1)
    out = tmp_path / "mend.xlsx"
    write_rejected(find_received(str(event.file_sha256), settings), out, settings)
    (sheet,) = openpyxl.load_workbook(out).worksheets
    headings, row = ([cell.value for cell in cells] for cells in sheet.iter_rows())
    assert headings == ["Fel", *HEADINGS]
    assert row[1:] == ["P-2", BAD[1], "Moral", "2024-01-16"]
    assert {cell.data_type for cells in sheet.iter_rows() for cell in cells} == {"s"}

    book = openpyxl.load_workbook(out)
    book.worksheets[0]["D2"] = "Klimat"
    book.save(inbox / "2025-11-01_kravpaket.xlsx")
    again = run_import(inbox, settings).events[1]
    assert (again.outcome, again.n_accepted, again.n_rejected) == ("imported", 1, 0)
    rows = pl.read_parquet(again.find_rows(settings.imported_dir))
    assert rows["adopted_on"].cast(pl.String).to_list() == ["2024-01-16"]


def test_only_our_own_user_reads_what_goes_back(
    inbox: Path, settings: Settings, tmp_path: Path
) -> None:
    path = inbox / "2025-10-31_kravpaket.csv"
    path.write_bytes(build_csv([HEADINGS, BAD], "utf-8", ";"))
    out = tmp_path / "mend.csv"
    write_rejected(path, out, settings)
    assert out.stat().st_mode & 0o777 == 0o600
    assert not settings.exports_dir.exists()


def test_the_command_takes_a_fingerprint_or_a_path(inbox: Path, tmp_path: Path) -> None:
    path = inbox / "2025-10-31_kravpaket.csv"
    path.write_bytes(build_csv([HEADINGS, GOOD, BAD], "utf-8", ";"))
    home, out = tmp_path / "home", tmp_path / "mend.csv"
    place = ("--home", home, "--out", out)
    done = run_malbild("rejected", "--from", path, *place)
    assert "Wrote 1 rejected rows" in done.stdout
    assert run_malbild("rejected", "0" * 64, *place).returncode == 2
    assert run_malbild("rejected", *place).returncode == 2


def test_a_file_without_rejected_rows_says_so(
    inbox: Path, settings: Settings, tmp_path: Path
) -> None:
    path = inbox / "2025-10-31_kravpaket.csv"
    path.write_bytes(build_csv([HEADINGS, GOOD], "utf-8", ";"))
    with pytest.raises(UsageError, match="No row of"):
        write_rejected(path, tmp_path / "mend.csv", settings)
