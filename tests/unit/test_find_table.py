from pathlib import Path

import pytest

from pipelines.errors import ExportFormatError, UsageError
from pipelines.importing.cells import Sheet
from pipelines.importing.find_new_files import (
    check_inside,
    find_new_files,
    load_example_files,
    write_example_files,
)
from pipelines.importing.find_table import find_chosen, find_claiming, find_held_tables
from pipelines.sources.source import find_tables

TABLES = tuple(table for _, table in find_tables())
BY_NAME = {table.name: table for table in TABLES}


def build_sheet(table: str, name: str = "", without: int = 0) -> Sheet:
    headings = tuple(BY_NAME[table].columns)
    return Sheet(name, headings[without:], "CSV", lambda: pytest.fail("not read yet"))


@pytest.mark.parametrize("name", BY_NAME)
def test_a_table_is_known_by_its_headings_whatever_the_file_is_called(
    name: str,
) -> None:
    ((table, _),) = find_held_tables((build_sheet(name),), TABLES, [])
    assert table.name == name


def test_headings_weigh_more_than_the_name() -> None:
    claimed = find_claiming("2025-10-31_avtal.csv", TABLES)
    ((table, _),) = find_held_tables((build_sheet("findings"),), TABLES, claimed)
    assert table.name == "findings"


def test_a_file_with_an_agreed_name_and_other_headings_is_claimed() -> None:
    sheet = build_sheet("suppliers", without=1)
    claimed = find_claiming("2025-10-31_Leverantörer.csv", TABLES)
    assert find_held_tables((sheet,), TABLES, claimed) == [
        (BY_NAME["suppliers"], sheet)
    ]


def test_a_file_that_nobody_knows_is_left_alone() -> None:
    sheet = Sheet("", ("a", "b"), "CSV", lambda: pytest.fail("not read"))
    assert find_held_tables((sheet,), TABLES, []) == []


def test_the_sheet_that_holds_the_table_is_chosen_among_others() -> None:
    notes = Sheet("Om", ("a",), "XLSX", lambda: pytest.fail("not read"))
    wanted = build_sheet("audits", "Revisioner")
    found = find_held_tables((notes, wanted), TABLES, [])
    assert found == [(BY_NAME["audits"], wanted)]


def test_every_table_in_a_file_is_found() -> None:
    sheets = (build_sheet("audits", "Revisioner"), build_sheet("findings", "Avvik"))
    found = find_held_tables(sheets, TABLES, [])
    assert [table.name for table, _ in found] == ["audits", "findings"]


def test_a_table_that_somebody_chose_is_found_though_headings_lack() -> None:
    sheets = (build_sheet("findings", "a"), build_sheet("audits", "b", without=1))
    chosen = [BY_NAME["audits"], BY_NAME["findings"]]
    assert find_chosen(sheets, chosen) == [
        (BY_NAME["findings"], sheets[0]),
        (BY_NAME["audits"], sheets[1]),
    ]


def test_two_sheets_of_one_table_are_not_chosen_between() -> None:
    sheets = (build_sheet("audits", "2024"), build_sheet("audits", "2025"))
    with pytest.raises(ExportFormatError, match=r"several sheets \(2024, 2025\)"):
        find_held_tables(sheets, TABLES, [])


def test_the_official_names_are_claimed() -> None:
    for name, table in {
        "contracted_value.xlsx": "contract_values",
        "number_of_contracted_tenders_with_suppliers.xlsx": "contracted_tenders",
        "number_of_procurements.xlsx": "procurements",
    }.items():
        assert [claim.name for claim in find_claiming(name, TABLES)] == [table]
    assert not find_claiming("number_of_environmental_procurements.csv", TABLES)


@pytest.mark.parametrize("ending", ["csv", "CSV", "xlsx", "tsv", "txt", "parquet"])
def test_a_name_is_claimed_under_every_ending_that_is_read(ending: str) -> None:
    (claimed,) = find_claiming(f"2025-10-31_Leverantörer.{ending}", TABLES)
    assert claimed.name == "suppliers"
    assert not find_claiming("2025-10-31_Leverantörer.docx", TABLES)


def test_files_are_found_in_folders_but_not_what_programs_leave_behind(
    tmp_path: Path,
) -> None:
    for name in ("b/x.csv", "a.xlsx", "~$a.xlsx", ".hidden/y.csv", ".z.csv", "c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    found = [str(path.relative_to(tmp_path)) for path in find_new_files(tmp_path)]
    assert found == ["a.xlsx", "b/x.csv", "c.txt"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        find_new_files(tmp_path / "nowhere")


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("x")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    link = inbox / "x.csv"
    link.symlink_to(secret)
    with pytest.raises(ExportFormatError, match="outside the folder"):
        check_inside(link, inbox)
    inside = inbox / "y.csv"
    inside.write_text("y")
    check_inside(inside, inbox)


def test_the_example_list_of_a_folder_or_its_parent_counts(tmp_path: Path) -> None:
    folder = tmp_path / "source"
    folder.mkdir()
    write_example_files(tmp_path, {"source/a.csv": "11"})
    write_example_files(folder, {"b.csv": "22"})
    example = load_example_files(folder)
    assert example.check("renamed.csv", "11")
    assert example.check("b.csv", "22")
    assert not example.check("real.csv", "33")
    with pytest.raises(ExportFormatError, match="changed since"):
        example.check("a.csv", "44")


def test_files_listed_as_not_for_import_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "exempeldata.json").write_text(
        '{"seed": 1, "files": {}, "not_for_import": ["known_truth.parquet"]}'
    )
    (tmp_path / "known_truth.parquet").write_bytes(b"x")
    assert find_new_files(tmp_path) == ()


def test_a_damaged_example_list_stops_the_import(tmp_path: Path) -> None:
    (tmp_path / "exempeldata.json").write_text('{"files": ')
    with pytest.raises(ExportFormatError, match="cannot be read"):
        load_example_files(tmp_path)
