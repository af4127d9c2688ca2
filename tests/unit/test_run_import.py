import hashlib
import json
import shutil
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from pipelines.importing.run_import import run_import
from pipelines.settings import Settings, load_settings
from pipelines.sources.source import SOURCES, load_source

HEADINGS = "Produkt-ID;Kravpaket;Tema;Antaget"
ROWS = ["P-1;Handskar;Klimat;2024-01-15", "P-2;Handskar;Kemikalier;2024-01-15"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path / "home")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def write_packages(folder: Path, *rows: str, name: str = "2025-10-31_kravpaket.csv"):
    path = folder / name
    text = "\n".join([HEADINGS, *(rows or ROWS)]) + "\n"
    path.write_text(text, encoding="utf-8-sig")
    return path


def hash_home(settings: Settings) -> dict[str, str]:
    return {
        str(path.relative_to(settings.home)): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in settings.home.rglob("*")
        if path.is_file()
    }


def test_a_file_is_kept_as_received_and_its_rows_carry_where_they_came_from(
    inbox: Path, settings: Settings
) -> None:
    path = write_packages(inbox, *ROWS, "P-3;Handskar;Moral;2024-01-15")
    (event,) = run_import(inbox, settings).events
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    assert (event.n_received, event.n_accepted, event.n_rejected) == (3, 2, 1)
    assert "theme_code|unknown_code 1" in event.message
    assert "Moral" not in event.message
    copy = settings.exports_dir / event.source / f"{sha256[:12]}_{path.name}"
    assert copy.read_bytes() == path.read_bytes()

    accepted = pl.read_parquet(
        settings.imported_dir / event.source / event.table / f"{sha256[:12]}.parquet"
    )
    assert accepted["source_row"].to_list() == [2, 3]
    assert set(accepted["source_file"]) == {path.name}
    assert set(accepted["file_sha256"]) == {sha256}
    assert accepted["data_on"].cast(pl.String).unique().to_list() == ["2025-10-31"]
    assert accepted["loaded_at"].dtype == pl.Datetime("us", "UTC")
    assert accepted["is_example"].to_list() == [False, False]
    rejected = pl.read_parquet(event.find_rows(settings.rejected_dir))
    assert rejected["broken_rules"].to_list() == ["theme_code|unknown_code"]
    assert json.loads(rejected["as_received"][0])["Tema"] == "Moral"


def test_the_same_import_again_writes_nothing(inbox: Path, settings: Settings) -> None:
    write_packages(inbox)
    (inbox / "notes.csv").write_text("a;b\n1;2\n")
    (inbox / "2025-10-31_avtal.csv").write_text("Region;Produkt\n1;2\n")
    first = run_import(inbox, settings)
    before = hash_home(settings)
    second = run_import(inbox, settings)
    assert [event.outcome for event in first.events] == [
        *("refused", "imported", "unrecognised"),
    ]
    assert [event.outcome for event in second.events] == [
        *("refused", "unchanged", "unrecognised"),
    ]
    assert hash_home(settings) == before


def test_a_renamed_copy_is_the_same_file(inbox: Path, settings: Settings) -> None:
    path = write_packages(inbox)
    run_import(inbox, settings)
    path.rename(inbox / "kopia.csv")
    (event,) = run_import(inbox, settings).events
    assert (event.outcome, event.file_name) == ("unchanged", "kopia.csv")
    assert "2025-10-31_kravpaket.csv" in event.message


def test_files_that_already_lie_among_the_exports_are_read_in_place(
    settings: Settings,
) -> None:
    folder = settings.exports_dir / "environmental_requirements"
    folder.mkdir(parents=True)
    write_packages(folder)
    (event,) = run_import(None, settings).events
    assert event.outcome == "imported"
    assert len(list(settings.exports_dir.rglob("*.csv"))) == 1
    assert run_import(None, settings).events[0].outcome == "unchanged"


def test_an_empty_home_has_nothing_to_import(settings: Settings) -> None:
    assert run_import(None, settings).events == ()
    assert not run_import(None, settings).is_usable


def test_a_workbook_gives_the_same_rows_as_a_csv(
    inbox: Path, settings: Settings
) -> None:
    write_packages(inbox)
    with xlsxwriter.Workbook(inbox / "2025-10-31_kravpaket.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        for place, line in enumerate([HEADINGS, *ROWS]):
            sheet.write_row(place, 0, line.split(";"))
    csv, xlsx = run_import(inbox, settings).events
    assert csv.found_format == "CSV, UTF-8 with BOM, semicolon"
    assert xlsx.found_format == "XLSX, sheet Sheet1"
    columns = ["product_code", "theme_code", "package_name", "adopted_on"]
    one, other = (
        pl.read_parquet(event.find_rows(settings.imported_dir)).select(columns)
        for event in (csv, xlsx)
    )
    assert one.equals(other)


def test_a_changed_agreement_reads_the_same_file_again(
    inbox: Path, settings: Settings, tmp_path: Path
) -> None:
    write_packages(inbox, *ROWS, "P-3;Handskar;Moral;2024-01-15")
    copied = tmp_path / "environmental_requirements"
    shutil.copytree(SOURCES / "environmental_requirements", copied)
    agreement = copied / "source.yml"
    run_import(inbox, settings, sources=(load_source(agreement),))
    agreement.write_text(
        agreement.read_text().replace("[Klimat]", "[Klimat, Moral]", 1)
    )
    (event,) = run_import(inbox, settings, sources=(load_source(agreement),)).events
    assert (event.outcome, event.n_accepted) == ("imported", 3)


def test_rows_that_are_gone_from_disk_are_read_again(
    inbox: Path, settings: Settings
) -> None:
    write_packages(inbox)
    (event,) = run_import(inbox, settings).events
    event.find_rows(settings.imported_dir).unlink()
    assert run_import(inbox, settings).events[0].outcome == "imported"
    event.find_rows(settings.rejected_dir).write_bytes(b"")
    assert run_import(inbox, settings).events[0].outcome == "imported"


def test_example_files_are_known_as_such_wherever_they_are_read(
    inbox: Path, settings: Settings
) -> None:
    path = write_packages(inbox)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    (inbox / "exempeldata.json").write_text(
        json.dumps({"seed": 1, "files": {path.name: sha256}})
    )
    (event,) = run_import(inbox, settings).events
    assert event.is_example
    shutil.rmtree(settings.imported_dir)  # so that nothing remembers it
    (again,) = run_import(None, settings).events
    assert (again.outcome, again.is_example) == ("imported", True)


def test_an_example_file_that_somebody_changed_is_neither_example_nor_real(
    inbox: Path, settings: Settings
) -> None:
    path = write_packages(inbox)
    (inbox / "exempeldata.json").write_text(
        json.dumps({"files": {path.name: "0" * 64}})
    )
    (event,) = run_import(inbox, settings).events
    assert (event.outcome, event.reason_code) == ("refused", "example_changed")


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2025-10-31_kravpaket.csv", "2025-10-31"),
        ("kravpaket 2025-02-31 2024-12-31.csv", "2024-12-31"),
    ],
)
def test_the_day_in_the_name_is_the_day_the_file_speaks_for(
    inbox: Path, settings: Settings, name: str, day: str
) -> None:
    write_packages(inbox, name=name)
    assert str(run_import(inbox, settings).events[0].data_on) == day


def test_without_a_day_in_the_name_the_day_it_first_came_counts(
    inbox: Path, settings: Settings
) -> None:
    write_packages(inbox, name="kravpaket.csv")
    (event,) = run_import(inbox, settings).events
    assert event.loaded_at is not None
    assert event.data_on == event.loaded_at.date()


def test_a_day_that_has_not_come_is_a_typing_error(
    inbox: Path, settings: Settings
) -> None:
    write_packages(inbox, name="2999-01-01_kravpaket.csv")
    (event,) = run_import(inbox, settings).events
    assert (event.outcome, event.reason_code) == ("refused", "future_day")


def test_odd_file_names_are_kept_safe(inbox: Path, settings: Settings) -> None:
    write_packages(inbox, name="krav\npaket \u202e[red]" + "x" * 200 + ".CSV")
    (event,) = run_import(inbox, settings).events
    assert event.outcome == "imported"
    assert "\n" not in event.file_name
    assert "\u202e" not in event.file_name
    (copy,) = settings.exports_dir.rglob("*.csv")
    assert len(copy.name) < 130
