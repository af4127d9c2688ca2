"""The national agency's real workbooks, row by row, with their real defects."""

from pathlib import Path

import duckdb
import fastexcel
import polars as pl
import pytest

from pipelines.importing.run_import import ImportReport, run_import
from pipelines.settings import Settings, load_settings
from pipelines.warehouse.load_imports import load_imports

RECEIVED = {
    "contracted_tenders": 23_187,
    "contract_values": 9_780,
    "procurements": 18_421,
}
WORKBOOKS = {
    "contracted_tenders": "number_of_contracted_tenders_with_suppliers.xlsx",
    "contract_values": "contracted_value.xlsx",
    "procurements": "number_of_procurements.xlsx",
}


@pytest.fixture(scope="module")
def folder() -> Path:
    found = (
        Path(__file__).parents[2].parent / "shared/data/upphandlingsmyndigheten_2021"
    )
    if not found.exists():
        pytest.skip(f"{found} is not here: the real workbooks are never committed")
    return found


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load_settings(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def report(folder: Path, settings: Settings) -> ImportReport:
    return run_import(folder, settings)


@pytest.fixture(scope="module")
def con(report: ImportReport, settings: Settings) -> duckdb.DuckDBPyConnection:
    assert report.is_usable
    con = duckdb.connect()
    load_imports(con, settings)
    return con


def fetch_one(con: duckdb.DuckDBPyConnection, question: str) -> tuple:
    found = con.execute(question).fetchone()
    assert found is not None
    return found


def test_every_row_of_every_workbook_is_accounted_for(report: ImportReport) -> None:
    counts = {
        event.table: (event.n_received, event.n_accepted, event.n_rejected)
        for event in report.events
        if event.outcome == "imported"
    }
    assert counts == {name: (n, n, 0) for name, n in RECEIVED.items()}


def test_files_that_nobody_recognises_are_named_and_left_alone(
    report: ImportReport, folder: Path
) -> None:
    left = {event.file_name for event in report.events if not event.table}
    assert left == {path.name for path in folder.iterdir()} - set(WORKBOOKS.values())
    assert all(
        event.outcome == "unrecognised" for event in report.events if not event.table
    )


@pytest.mark.parametrize("table", RECEIVED)
def test_the_imported_cells_are_the_cells_of_the_workbook(
    table: str, folder: Path, con: duckdb.DuckDBPyConnection
) -> None:
    workbook = fastexcel.read_excel(folder / WORKBOOKS[table])
    cells = workbook.load_sheet(0, dtypes="string").to_polars()
    imported = con.sql(
        f'select * from imported."procurement_statistics__{table}" order by source_row'
    ).pl()
    assert imported["source_row"].to_list() == list(range(2, RECEIVED[table] + 2))
    for heading, column in {
        "Namn för köpare": "buyer_name",
        "Sektor för köpare": "buyer_sector_name",
        "CPV-Huvudgrupp": "cpv_division_name",
        "Upphandlings-ID": "procurement_id",
    }.items():
        assert imported[column].equals(
            cells[heading].str.strip_chars(), null_equal=True
        )
    numbers = cells["Organisationsnummer för köpare"].str.strip_chars()
    # A few buyers are sole traders: their numbers are personal, published or not.
    is_person = numbers.str.contains(r"^\d\d[01]\d{7}$").fill_null(value=False)
    stored = imported["buyer_organisation_number"]
    assert stored.filter(~is_person).equals(numbers.filter(~is_person), null_equal=True)
    assert 0 < is_person.sum() < 10
    assert stored.filter(is_person).str.contains("^P-[a-p]{16}$").all()
    published = imported["published_on"].cast(pl.String)
    assert published.equals(cells["Publiceringsdatum"], null_equal=True)


@pytest.mark.parametrize("table", RECEIVED)
@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Miljömässigt hållbar upphandling", "has_environmental_requirements"),
        ("Socialt hållbar upphandling", "has_social_requirements"),
    ],
)
def test_answers_are_yes_no_or_unknown_and_blank_is_never_no(
    table: str,
    heading: str,
    column: str,
    folder: Path,
    con: duckdb.DuckDBPyConnection,
) -> None:
    workbook = fastexcel.read_excel(folder / WORKBOOKS[table])
    written = workbook.load_sheet(0, dtypes="string").to_polars()[heading]
    # Text in two of the workbooks, true booleans in the third.
    words = written.str.to_lowercase()
    expected = (
        (words == "true").sum(),
        (words == "false").sum(),
        words.null_count(),
    )
    assert expected[2] > expected[0] > 0
    assert (
        fetch_one(
            con,
            f"select count(*) filter ({column}), count(*) filter (not {column}), "
            f"count(*) filter ({column} is null) "
            f'from imported."procurement_statistics__{table}"',
        )
        == expected
    )


def test_known_defects_arrive_as_published_to_be_mended_where_it_shows(
    con: duckdb.DuckDBPyConnection,
) -> None:
    table = 'imported."procurement_statistics__contracted_tenders"'
    dalarna = f"select count(*) from {table} where buyer_organisation_number = "
    assert fetch_one(con, f"{dalarna}'2331000180'")[0] > 0
    assert fetch_one(
        con,
        f"select distinct buyer_sector_name from {table} "
        "where buyer_organisation_number = '2120000803'",
    ) == ("Kommun",)
    assert fetch_one(
        con,
        "select count(*) "
        'from imported."procurement_statistics__contract_values" '
        "where contracted_value_sek <= 1",
    ) == (488,)


def test_numbers_and_years_have_their_types(con: duckdb.DuckDBPyConnection) -> None:
    assert fetch_one(
        con,
        "select min(period_year), max(period_year), sum(n_procurements) "
        'from imported."procurement_statistics__procurements"',
    ) == (2021, 2021, 18_421)
    total = fetch_one(
        con,
        "select sum(contracted_value_sek) "
        'from imported."procurement_statistics__contract_values"',
    )[0]
    assert total > 1e10


def test_the_same_workbooks_again_change_nothing(
    report: ImportReport, folder: Path, settings: Settings
) -> None:
    before = {path: path.stat().st_mtime_ns for path in settings.home.rglob("*.*")}
    again = run_import(folder, settings).events
    assert {event.outcome for event in again} == {"unchanged", "unrecognised"}
    assert len(again) == len(report.events)
    after = {path: path.stat().st_mtime_ns for path in settings.home.rglob("*.*")}
    assert after == before
