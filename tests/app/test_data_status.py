from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from app.access import load_principal
from app.charts.source_words import show_code
from app.components.data_words import show_remedy, show_rule
from app.queries.data_status import (
    fetch_broken_rules,
    fetch_imported_files,
    fetch_rejected_rows,
    fetch_row_totals,
    fetch_suspicions,
)

pytestmark = pytest.mark.usefixtures("example_home")


@pytest.fixture
def page() -> AppTest:
    main = str(Path("app/main.py").resolve())
    opened = AppTest.from_file(main, default_timeout=60)
    return opened.switch_page("views/data_status.py").run()


def test_every_received_row_is_accounted_for() -> None:
    totals = fetch_row_totals(load_principal())
    assert totals["n_received"] == totals["n_accepted"] + totals["n_rejected"]
    assert totals["n_rejected"] > 0
    files = fetch_imported_files(load_principal())
    imported = files.filter(pl.col("outcome_code") == "imported")
    assert len(imported) == totals["n_files"]
    assert imported["n_received"].sum() == totals["n_received"]


def test_rejected_rows_are_as_many_as_the_files_say() -> None:
    rejected = fetch_rejected_rows(load_principal(), limit=10_000)
    assert len(rejected) == fetch_row_totals(load_principal())["n_rejected"]
    assert rejected["source_row"].min() >= 2


def test_every_broken_rule_has_words_and_a_remedy() -> None:
    rules = fetch_broken_rules(load_principal())
    assert not rules.is_empty()
    for code in rules["rule_code"]:
        assert "bryter mot regeln" not in show_rule(code), f"add words for {code}"
        assert show_remedy(code)


def test_an_unforeseen_rule_is_still_told() -> None:
    assert show_rule("some_new_rule") == "bryter mot regeln Some new rule"
    assert show_code("organisation_number") == "Organisationsnummer"


def test_the_page_tells_what_was_received_rejected_and_odd(page: AppTest) -> None:
    assert not page.exception
    assert [metric.label for metric in page.metric][:4] == [
        *("Filer som används", "Mottagna rader", "Godkända rader", "Underkända rader"),
    ]
    headings = [heading.value for heading in page.header]
    assert headings == ["Filer", "Underkända rader", "Värt att titta på"]
    assert "Fil" in page.dataframe[0].value.columns
    assert not fetch_suspicions(load_principal()).is_empty()


def test_a_failed_refresh_is_told(
    example_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "warehouse"
    folder.mkdir()
    for file in (example_home / "warehouse").iterdir():
        if file.is_file() and not file.name.startswith("."):
            (folder / file.name).symlink_to(file)
    note = '{"finished_at": "2025-11-02T03:15:00+00:00", "has_failed": true}'
    (folder / "last_refresh.json").unlink(missing_ok=True)
    (folder / "last_refresh.json").write_text(note)
    monkeypatch.setenv("MALBILD_HOME", str(tmp_path))
    main = str(Path("app/main.py").resolve())
    opened = AppTest.from_file(main, default_timeout=60)
    page = opened.switch_page("views/data_status.py").run()
    assert "2025-11-02 04:15" in page.warning[0].value


def test_a_regions_reader_sees_counts_and_own_oddities_but_no_rejected_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.access.find_role", lambda: ("region", ("12",)))
    assert fetch_rejected_rows(load_principal(), limit=10).is_empty()
    suspicions = fetch_suspicions(load_principal())
    assert set(suspicions["region_code"]) <= {"12"}
    assert not fetch_broken_rules(load_principal()).is_empty()
