"""Whole files that cannot be used: each is refused by name, with the fix."""

import gzip
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from pipelines.importing.run_import import run_import
from pipelines.settings import Settings
from pipelines.sources.source import SOURCES, load_source

HEADINGS = "Produkt-ID;Kravpaket;Tema;Antaget"
ROWS = ["P-7;Skärp;Klimat;2024-01-15", "P-8;Förkläden;Kemikalier;2024-01-15"]
GOOD = "\n".join([HEADINGS, *ROWS]) + "\n"
ERROR_PAGE = "<!DOCTYPE html><html><body>Logga in igen</body></html>"


def build_workbook(*rows: list[str]) -> bytes:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return packed.getvalue()


def build_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 300_000_000)
    return packed.getvalue()


def build_parquet(columns: dict[str, list[Any]]) -> bytes:
    packed = io.BytesIO()
    pl.DataFrame(columns).write_parquet(packed)
    return packed.getvalue()


PARQUET = build_parquet({heading: ["x"] for heading in HEADINGS.split(";")})
WORKBOOK = build_workbook(HEADINGS.split(";"), *[row.split(";") for row in ROWS])

FAULTS: dict[str, tuple[str, bytes, str, str, str]] = {
    # fault: (ending, content, reason, what the message says, the fix it names)
    "missing heading": (
        *(".csv", GOOD.replace("Tema;", "").encode(), "headings"),
        *("missing headings: Tema", "change columns in"),
    ),
    "renamed heading": (
        *(".csv", GOOD.replace("Antaget", "Antagen").encode(), "headings"),
        *("found Antagen, perhaps the same", "Name them as agreed"),
    ),
    "repeated heading": (
        *(".csv", GOOD.replace("Kravpaket", "Tema").encode(), "headings"),
        *("stands in two columns", "Keep one"),
    ),
    "cell without heading": (
        *(".csv", f"{HEADINGS};\n{ROWS[0]};x\n".encode(), "headings"),
        *("column 5 has cells but no heading", "Write one"),
    ),
    "headings too far down": (
        *(".csv", b"\n" * 40 + GOOD.encode(), "headings"),
        *("no headings on the first 30 lines", "headings on line 1"),
    ),
    "rows above the headings": (
        *(".csv", f"P-9;Mössor;Klimat;2024-01-15\n{GOOD}".encode(), "headings"),
        *("missing headings: Produkt-ID", "Name them as agreed"),
    ),
    "several tables, none agreed": (
        *(".csv", "Ett\na;b\n1;2\n\nTvå\nc;d\n1;2\n".encode(), "headings"),
        *("missing headings: Produkt-ID", "Name them as agreed"),
    ),
    "the same table twice": (
        *(".csv", f"Ett\n{GOOD}\nTvå\n{GOOD}".encode(), "several_sheets"),
        *("several sheets (line 1, line 6)", "Keep one"),
    ),
    "DOS code page": (
        *(".csv", GOOD.encode("cp850"), "encoding"),
        *("looks like DOS code page 850", "Save it as UTF-8"),
    ),
    "Mac Roman": (
        *(".csv", GOOD.encode("mac_roman"), "encoding"),
        *("looks like Mac Roman", "Save it as UTF-8"),
    ),
    "UTF-16 without mark": (
        *(".csv", GOOD.encode("utf-16-le"), "encoding"),
        *("is in UTF-16 without the mark", "Save it as UTF-8"),
    ),
    "UTF-16 BE without mark": (
        *(".csv", GOOD.encode("utf-16-be"), "encoding"),
        *("is in UTF-16 without the mark", "Save it as UTF-8"),
    ),
    "UTF-16 cut in a letter": (
        *(".csv", GOOD.encode("utf-16")[:-1], "cut_off"),
        *("in the middle of a letter on line 3", "Export or copy it again"),
    ),
    "UTF-16 cut in a row": (
        *(".csv", GOOD.encode("utf-16")[:-6], "cut_off"),
        *("stops in the middle of line 3", "Export or copy it again"),
    ),
    "UTF-16 with half a letter": (
        *(".csv", b"\xff\xfe" + GOOD.encode("utf-16-le").replace(b"P\0", b"\0\xdc")),
        *("damaged_text", "line 1 holds bytes that are not UTF-16 LE", "export it"),
    ),
    "UTF-16, zero": (
        *(".csv", GOOD.replace("P-8", "P\0-8").encode("utf-16"), "damaged_text"),
        *("line 3 holds a zero byte", "export it again"),
    ),
    "UTF-16, garbled letters": (
        *(".csv", GOOD.encode().decode("cp1252").encode("utf-16"), "damaged_text"),
        *("line 2 holds letters garbled", "export it again"),
    ),
    "Windows-1252, zero byte": (
        *(".csv", GOOD.replace("P-8", "P\0-8").encode("cp1252"), "damaged_text"),
        *("line 3 holds a zero byte", "export it again"),
    ),
    "Windows-1252, unused byte": (
        *(".csv", GOOD.encode("cp1252").replace(b"P-8", b"P\x818"), "damaged_text"),
        *("line 3 holds bytes that are not UTF-8 or Windows-1252", "export it again"),
    ),
    "Windows-1252 and UTF-8": (
        *(".csv", GOOD.encode("cp1252") + GOOD.encode(), "damaged_text"),
        *("line 2 holds bytes that are not UTF-8", "two encodings"),
    ),
    "Windows-1252 cut in a row": (
        *(".csv", GOOD.encode("cp1252")[:-4], "cut_off"),
        *("stops in the middle of line 3", "Export or copy it again"),
    ),
    "garbled letters": (
        *(".csv", GOOD.encode().decode("cp1252").encode(), "damaged_text"),
        *("line 2 holds letters garbled", "export it again"),
    ),
    "garbled letters, Latin-1": (
        *(".csv", GOOD.encode().decode("latin1").encode(), "damaged_text"),
        *("line 2 holds letters garbled", "export it again"),
    ),
    "lost letters": (
        *(".csv", GOOD.replace("ä", "\ufffd").encode(), "damaged_text"),
        *("line 2 holds a letter that was lost", "export it again"),
    ),
    "zero byte": (
        *(".csv", GOOD.replace("P-8", "P\0-8").encode(), "damaged_text"),
        *("line 3 holds a zero byte", "export it again"),
    ),
    "one invalid byte": (
        *(".csv", GOOD.encode().replace(b"P-8", b"P\xff8"), "damaged_text"),
        *("line 3 holds bytes that are not UTF-8", "export it again"),
    ),
    "cut in a row": (
        *(".csv", GOOD.encode()[:-4], "cut_off"),
        *("stops in the middle of line 3", "Export or copy it again"),
    ),
    "no line break at the end": (
        *(".csv", GOOD.encode()[:-1], "cut_off"),
        *("stops in the middle of line 3", "if it is whole, add a line break"),
    ),
    "cut in a letter": (
        *(".csv", GOOD.encode()[: GOOD.encode().index(b"\xc3\xb6") + 1], "cut_off"),
        *("in the middle of a letter on line 3", "Export or copy it again"),
    ),
    "open quotation mark": (
        *(".csv", GOOD.replace("P-7;", 'P-7;"').encode(), "cut_off"),
        *("opened on line 2 is never closed", "Mend that line"),
    ),
    "empty": (".csv", b"", "empty", "is empty", "Export it again"),
    "only a mark": (".csv", b"\xef\xbb\xbf\r\n", "empty", "is empty", "Export it"),
    "headings only": (
        *(".csv", f"{HEADINGS}\n".encode(), "row_count"),
        *("no rows under its headings", "Export it again"),
    ),
    "headings and blank lines": (
        *(".csv", f"{HEADINGS}\n;;;\n\n".encode(), "row_count"),
        *("no rows under its headings", "expect_rows"),
    ),
    "error page": (
        *(".csv", ERROR_PAGE.encode(), "not_a_table"),
        *("is a web page", "Open it to see what it says"),
    ),
    "error page as workbook": (
        *(".xlsx", ERROR_PAGE.encode(), "not_a_table"),
        *("is a web page", "export again"),
    ),
    "JSON": (
        *(".csv", b'{"error": "expired"}\n', "not_a_table"),
        *("is JSON", "export again"),
    ),
    "workbook as CSV": (
        *(".csv", WORKBOOK, "not_a_table"),
        *("is an Excel workbook", "ending .xlsx"),
    ),
    "CSV as workbook": (
        *(".xlsx", GOOD.encode(), "not_a_table"),
        *("is plain text", "ending .csv"),
    ),
    "old or locked workbook": (
        *(".xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 64, "not_a_table"),
        *("old or locked Office file", "Save it as"),
    ),
    "PDF": (".csv", b"%PDF-1.7\n...", "not_a_table", "is a PDF", "as CSV or XLSX"),
    "gzip as workbook": (
        *(".xlsx", gzip.compress(GOOD.encode()), "not_a_table"),
        *("is packed with gzip", "Unpack it"),
    ),
    "cut workbook": (
        *(".xlsx", WORKBOOK[: len(WORKBOOK) // 2], "damaged_workbook"),
        *("damaged or cut off", "Copy or export it again"),
    ),
    "bomb": (
        *(".xlsx", build_bomb(), "unsafe_workbook"),
        *("more than is safe to open", "new workbook or CSV"),
    ),
    "plain zip": (
        *(".xlsx", b"PK\x05\x06" + b"\0" * 18, "damaged_workbook"),
        *("no Excel workbook", "Save it as XLSX or CSV"),
    ),
    "empty workbook": (
        *(".xlsx", build_workbook(), "empty"),
        *("is empty", "Export it again"),
    ),
    "workbook with headings too far down": (
        *(".xlsx", build_workbook(*[[]] * 40, HEADINGS.split(";")), "headings"),
        *("no headings on the first 30 lines", "headings on line 1"),
    ),
    "workbook with rows above the headings": (
        *(".xlsx", build_workbook(ROWS[0].split(";"), HEADINGS.split(";"))),
        *("headings", "missing headings", "Name them as agreed"),
    ),
    "no Parquet": (
        *(".parquet", GOOD.encode(), "damaged_parquet"),
        *("no whole Parquet file", "Copy or export it again"),
    ),
    "cut Parquet": (
        *(".parquet", PARQUET[: len(PARQUET) // 2], "damaged_parquet"),
        *("no whole Parquet file", "Copy or export it again"),
    ),
    "damaged Parquet": (
        *(".parquet", b"PAR1" + b"\x7f" * 200 + b"PAR1", "damaged_parquet"),
        *("Parquet file is damaged", "Copy or export it again"),
    ),
    "Parquet as CSV": (
        *(".csv", PARQUET, "not_a_table"),
        *("is a Parquet file", "ending .parquet"),
    ),
    "Parquet with lists": (
        *(".parquet", build_parquet({"Tema": [["Klimat"]]}), "headings"),
        *("holds lists, records or bytes", "Export it as text"),
    ),
}


FIELD = "x" * 5_000_000
ODDITIES: dict[str, tuple[str, int, str]] = {
    # oddity: (text, rows rejected, what the message says)
    "mark first": (f"\ufeff{GOOD}", 0, ""),
    "mixed line ends": (GOOD.replace("\n", "\r\n", 2), 0, ""),
    "another order": (
        *("Antaget;Tema;Produkt-ID;Kravpaket\n2024-01-15;Klimat;P-7;Skärp\n", 0, ""),
    ),
    "one column more": (
        *(f"Pris;{HEADINGS}\n" + "".join(f"5;{row}\n" for row in ROWS), 0),
        "Columns left out because environmental_requirements/source.yml does not name "
        "them: Pris.",
    ),
    "a field of 5 MB": (
        *(GOOD.replace("Skärp", FIELD), 1),
        "1 of 2 rows were rejected (rule and rows: package_name|max_length 1)",
    ),
    "a quoted field of 5 MB": (
        *(GOOD.replace("Skärp", f'"{FIELD}"'), 1),
        "1 of 2 rows were rejected (rule and rows: row|quotation_marks 1)",
    ),
}


@pytest.mark.parametrize("oddity", ODDITIES)
def test_a_file_that_is_only_odd_is_imported(
    oddity: str, inbox: Path, settings: Settings
) -> None:
    text, n_rejected, told = ODDITIES[oddity]
    (inbox / "b_2025-10-31_kravpaket.csv").write_bytes(text.encode())
    good, odd = run_import(inbox, settings).events
    assert (good.outcome, odd.outcome) == ("imported", "imported"), odd.message
    n_received = 1 if oddity == "another order" else 2
    assert (odd.n_received, odd.n_rejected) == (n_received, n_rejected)
    assert odd.n_accepted == n_received - n_rejected
    assert told in odd.message
    assert bool(told) == bool(odd.message)
    accepted = pl.read_parquet(odd.find_rows(settings.imported_dir))
    assert set(accepted["adopted_on"]) == {date(2024, 1, 15)}
    assert set(accepted["product_code"]) <= {"P-7", "P-8"}


def test_a_link_out_of_the_folder_is_refused_and_an_odd_name_is_kept_safe(
    inbox: Path, settings: Settings
) -> None:
    elsewhere = inbox.parent / "kravpaket.csv"
    elsewhere.write_text(GOOD, encoding="utf8")
    (inbox / "b_kravpaket.csv").symlink_to(elsewhere)
    odd = inbox / "c_krav\npaket \u202e'; drop table; --.csv"
    odd.write_text(GOOD, encoding="utf8")
    good, link, named = run_import(inbox, settings).events
    assert (good.outcome, named.outcome) == ("imported", "imported")
    assert (link.outcome, link.reason_code) == ("refused", "not_readable")
    assert "is a link to a place outside the folder. Copy the file" in link.message
    assert (link.n_received, link.n_accepted, link.n_rejected) == (None, None, None)
    (copy,) = settings.exports_dir.rglob(f"{named.stem}_*")
    assert copy.read_text(encoding="utf8") == GOOD
    assert not set("\n\u202e';") & set(copy.name + named.file_name)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_that_cannot_be_used_is_named_with_its_fix(
    fault: str, inbox: Path, settings: Settings
) -> None:
    ending, content, reason, found, fix = FAULTS[fault]
    path = inbox / f"2025-10-31_kravpaket{ending}"
    path.write_bytes(content)
    bad, good = run_import(inbox, settings).events
    assert (good.outcome, good.n_accepted) == ("imported", 2)
    assert (bad.outcome, bad.reason_code) == ("refused", reason), bad.message
    assert (bad.n_received, bad.n_accepted, bad.n_rejected) == (None, None, None)
    assert bad.message.startswith(f"{path.name}: ")
    assert found in bad.message
    assert fix in bad.message
    for cell in ("P-7", "P-8", "Förkläden"):
        assert cell not in bad.message
    assert path.read_bytes() == content
    assert not list(settings.exports_dir.rglob("*kravpaket*"))


def test_faults_in_files_that_nobody_claims_are_told_too(
    inbox: Path, settings: Settings
) -> None:
    (inbox / "b_notes.csv").write_bytes("å;ä\n1;2\n".encode("cp850"))
    (inbox / "b_table.csv").write_text("a;b\n1;2\n")
    (inbox / "b_words.docx").write_bytes(b"PK")
    (inbox / "b_nothing").write_bytes(b"")
    events = {event.file_name: event for event in run_import(inbox, settings).events}
    assert events["a_good_one.csv"].outcome == "imported"
    others = [event for event in events.values() if event.file_name.startswith("b_")]
    assert {event.outcome for event in others} == {"unrecognised"}
    assert "DOS code page 850" in events["b_notes.csv"].message
    assert "no source recognises" in events["b_table.csv"].message
    assert "ending in .docx are not read" in events["b_words.docx"].message
    assert "ending in nothing are not read" in events["b_nothing"].message


def test_more_rows_than_expected_only_warns(
    inbox: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.importing import check_table

    monkeypatch.setattr(
        check_table,
        "check_shape",
        lambda *_: ["2 rows are more than the 1 expected"],
    )
    (event,) = run_import(inbox, settings).events
    assert (event.outcome, event.n_accepted) == ("imported", 2)
    assert "more than the 1 expected" in event.message


def test_a_file_that_vanishes_is_told_and_the_rest_imported(
    inbox: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.importing import run_import as module

    gone = inbox / "0_2025-10-31_kravpaket.csv"
    gone.write_text(GOOD, encoding="utf8")
    found = module.find_new_files

    def find_then_lose(folder: Path) -> tuple[Path, ...]:
        files = found(folder)
        gone.unlink()
        return files

    monkeypatch.setattr(module, "find_new_files", find_then_lose)
    bad, good = run_import(inbox, settings).events
    assert good.outcome == "imported"
    assert (bad.outcome, bad.reason_code) == ("refused", "not_readable")
    assert f"{gone.name}: the file vanished" in bad.message
    assert "Put it back" in bad.message


def test_a_file_that_is_still_being_written_waits(
    inbox: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    growing = inbox / "2025-10-31_kravpaket.csv"
    growing.write_text(GOOD, encoding="utf8")
    read_bytes = Path.read_bytes

    def read_while_it_grows(path: Path) -> bytes:
        content = read_bytes(path)
        if path == growing:
            with path.open("a", encoding="utf8") as file:
                file.write("P-9;Mössor;Klimat;2024-01-15\n")
        return content

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", read_while_it_grows)
        bad, good = run_import(inbox, settings).events
    assert good.outcome == "imported"
    assert "still being written" in bad.message
    again, _ = run_import(inbox, settings).events
    assert (again.outcome, again.n_accepted) == ("imported", 3)


def test_a_file_that_may_not_be_read_is_told(
    inbox: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = inbox / "2025-10-31_kravpaket.csv"
    closed.write_text(GOOD, encoding="utf8")
    read_bytes = Path.read_bytes

    def read_unless_closed(path: Path) -> bytes:
        if path == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    # The tests may run as root, whom no file mode keeps out.
    monkeypatch.setattr(Path, "read_bytes", read_unless_closed)
    bad, good = run_import(inbox, settings).events
    assert good.outcome == "imported"
    assert "may not be read" in bad.message


def test_a_file_beyond_all_measure_is_refused_unread(
    inbox: Path, settings: Settings
) -> None:
    huge = inbox / "2025-10-31_kravpaket.csv"
    with huge.open("wb") as file:
        file.truncate(2**30 + 1)  # takes no room on disk
    bad, good = run_import(inbox, settings).events
    assert good.outcome == "imported"
    assert bad.reason_code == "too_large"
    assert "Split the export" in bad.message


def test_every_source_refuses_a_file_that_lacks_a_needed_heading(
    inbox: Path, settings: Settings
) -> None:
    examples = list(SOURCES.glob("*/example_export.csv"))
    for path in examples:
        text = path.read_text(encoding="utf-8-sig")
        headings = text.splitlines()[0].split(";")
        table = next(
            table
            for table in load_source(path.with_name("source.yml")).tables.values()
            if not table.find_missing(frozenset(headings))
        )
        name = table.file_patterns[0].replace("*", "")
        (inbox / f"2025-10-31_{name}").write_text(
            text.replace(headings[0], "Annat", 1), encoding="utf8"
        )
    events = run_import(inbox, settings).events
    refused = [event for event in events if event.outcome == "refused"]
    assert len(refused) == len(examples) >= 18
    assert all("missing headings" in event.message for event in refused)
