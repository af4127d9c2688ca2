import json
import shutil
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from app.access import load_principal
from app.components.data_words import show_outcome
from app.publication_history import find_builds_by_file, load_publications
from app.queries.load_history import (
    fetch_changed_figures,
    fetch_closed_rows,
    fetch_loads,
)

HEADINGS = [
    *("Ändrade siffror", "Publiceringar", "Alla inläsningar"),
    "Rader som har försvunnit",
]


def open_page() -> AppTest:
    main = str(Path("app/main.py").resolve())
    opened = AppTest.from_file(main, default_timeout=60)
    return opened.switch_page("views/load_history.py").run()


@pytest.fixture
def changed_home(
    example_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The example with two changed figures and a closed row, and an undo before it."""
    folder = tmp_path / "warehouse"
    folder.mkdir()
    source = example_home / "warehouse"
    current = json.loads((source / "current.json").read_text(encoding="utf8"))
    # A build of its own name: the app keeps connections and answers by build id.
    build_id = "with-changes"
    file = folder / f"warehouse-{build_id}.duckdb"
    shutil.copy(source / current["file"], file)
    with duckdb.connect(str(file)) as con:
        con.execute(
            """
            insert into marts.rpt_changed_figures by name
            select
                'KPI-112-08' as kpi_id, 'Påbörjade' as kpi_name_sv,
                'Started' as kpi_name_en, 'count' as unit_code,
                'year' as period_kind_code, 2024 as period_year,
                date '2024-12-31' as period_end, place as place_code,
                place as place_name_sv, place as place_name_en,
                7 as old_actual, 1234 as new_actual, 7 as old_numerator,
                1234 as new_numerator, 'new_file' as cause_code,
                'a.csv' as cause_files, now() as changed_at, 'b1' as from_build_id,
                'b2' as to_build_id
            from (values ('12'), ('01')) as places (place)
            """
        )
        con.execute(
            """
            insert into marts.rpt_closed_rows by name
            select
                'supplier_register' as source_name, 'suppliers' as table_name,
                '{"organisation_number": "5560125790"}' as row_key,
                date '2025-02-28' as closed_on, 'new.csv' as closing_file,
                'old.csv' as source_file, date '2025-01-31' as data_on
            """
        )
    pointer = current | {"build_id": build_id, "file": file.name}
    (folder / "current.json").write_text(json.dumps(pointer))
    whole = (source / "publications.jsonl").read_text(encoding="utf8")
    undo = json.loads(whole.splitlines()[-1]) | {
        "kind": "undo",
        "by": "secretariat",
        "brought_in": [],
        "withdrawn": [{"file_sha256": "f" * 64, "file_name": "wrong.csv"}],
    }
    (folder / "publications.jsonl").write_text(f'{whole}{json.dumps(undo)}\n{{"cut of')
    monkeypatch.setenv("MALBILD_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("example_home")
def test_without_changes_the_page_says_so_and_lists_every_load() -> None:
    page = open_page()
    assert not page.exception
    assert [heading.value for heading in page.header] == HEADINGS
    assert "Ingen publicerad siffra har ändrats." in page.info[0].value
    loads = page.dataframe[1].value
    build_id = load_principal().build_id
    imported = loads[loads["Utfall"] == show_outcome("imported")]
    assert len(imported) >= 7
    # Each file is traced to the build that brought it in, by its fingerprint.
    assert set(imported["Bygge"]) == {build_id}
    assert imported["Fingeravtryck"].str.len().eq(12).all()


@pytest.mark.usefixtures("changed_home")
def test_changes_undoing_and_vanished_rows_are_listed() -> None:
    page = open_page()
    assert not page.exception
    changes, publications, _, closed = (frame.value for frame in page.dataframe)
    assert list(changes["Efter"]) == ["1\u00a0234"] * 2
    assert list(changes["Orsak"]) == ["Ny fil: a.csv"] * 2
    assert list(publications["Vad"]) == [
        *("Tidigare bygge publicerat igen", "Publicerat")
    ]
    assert list(publications["Begärt av"]) == ["Kansliet", "\u2013"]
    assert publications["Filer som togs tillbaka"][0] == "wrong.csv"
    assert list(closed["Rad"]) == ["Organisationsnummer: 5560125790"]
    assert list(closed["Saknas i"]) == ["new.csv"]


@pytest.mark.usefixtures("changed_home")
def test_a_regions_reader_sees_own_figures_and_no_vanished_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.access.find_role", lambda: ("region", ("12",)))
    changes = fetch_changed_figures(load_principal(), limit=10)
    assert changes["place_name"].to_list() == ["12"]
    assert fetch_closed_rows(load_principal(), limit=10).is_empty()
    assert not fetch_loads(load_principal()).is_empty()


def test_without_a_list_nothing_has_been_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALBILD_HOME", str(tmp_path))
    assert load_publications() == []
    assert find_builds_by_file([]) == {}
