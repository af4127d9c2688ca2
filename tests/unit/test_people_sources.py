"""Rules that only the sources about people, trainings and communication have."""

import csv
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import pytest

from pipelines.importing.find_table import build_fits, find_held_tables
from pipelines.importing.read_csv import read_csv_sheets
from pipelines.importing.read_text import read_text
from pipelines.importing.run_import import run_import
from pipelines.settings import load_settings
from pipelines.sources.source import SOURCES, find_tables, load_source


class Checked(NamedTuple):
    accepted: pl.DataFrame
    rejected: Any


TABLES = {table.name: (source, table) for source, table in find_tables()}
PEOPLE = {
    *("network_people", "training_attendance", "introductions", "diplomas"),
    "calibration_scores",
}


@pytest.fixture
def check(tmp_path: Path):
    """Import the example of one table with cells changed in its first row."""

    def check(name: str, **changed: str | None) -> Checked:
        source, table = TABLES[name]
        rows = find_example(name)
        headings = {table.columns.get(heading): heading for heading in rows[0]}
        rows[0] |= {headings[column]: text for column, text in changed.items()}
        folder = tmp_path / "exports"
        folder.mkdir()
        with (folder / "x.csv").open("w", encoding="utf8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
            writer.writeheader()
            writer.writerows(rows)
        settings = load_settings(tmp_path / "home")
        (event,) = run_import(folder, settings).events
        assert (event.source, event.table) == (source.name, name)
        assert event.n_received == len(rows)
        rejected = event.find_rows(settings.rejected_dir)
        return Checked(
            pl.read_parquet(event.find_rows(settings.imported_dir)),
            pl.read_parquet(rejected) if rejected.exists() else None,
        )

    return check


def find_example(name: str) -> list[dict[str, str | None]]:
    folder = SOURCES / TABLES[name][0].name
    (path,) = [
        path
        for path in folder.glob("example_export*.csv")
        if path.stem in ("example_export", f"example_export_{name}")
    ]
    text = path.read_text(encoding="utf-8-sig")
    separator = ";" if ";" in text else ","
    return list(csv.DictReader(text.splitlines(), delimiter=separator))


@pytest.mark.parametrize(
    ("name", "changed", "broken_rules"),
    [
        ("people", {"region_code": None}, "role_code|without_region"),
        ("people", {"role_code": "Chef"}, "role_code|unknown_code"),
        ("people", {"left_on": "2022-02-28"}, "left_on|before_joined_on"),
        ("people", {"joined_on": "1899-12-30"}, "joined_on|min"),
        ("people", {"person_id": None}, "person_id|nullability"),
        ("occasions", {"occasion_state_code": "Kanske"}, "|unknown_code"),
        ("occasions", {"training_kind_code": "Fest"}, "|unknown_code"),
        ("attendance", {"participant_kind_code": "Gäst"}, "|unknown_code"),
        ("attendance", {"person_id": None}, "|without_person_id"),
        (
            "attendance",
            {"participant_kind_code": "Leverantör"},
            "|without_organisation_number",
        ),
        ("attendance", {"test_score": "100,5"}, "test_score|max"),
        ("attendance", {"test_score": "-1"}, "test_score|min"),
        ("invitations", {"organisation_number": "40221100"}, "|regex"),
        ("introductions", {"completed_on": "2022-03-20"}, "|before_offered_on"),
        ("introductions", {"offered_on": None}, "offered_on|nullability"),
        ("diplomas", {"valid_to_on": "2023-05-31"}, "|before_awarded_on"),
        ("scores", {"process_requirement": "8"}, "process_requirement|max"),
        ("scores", {"given_assessment_code": "Bra"}, "|unknown_code"),
        ("levels", {"competence_level": "5"}, "competence_level|max"),
        ("levels", {"competence_level": "0"}, "competence_level|min"),
        ("levels", {"category_code": None}, "|without_one_area"),
        ("levels", {"code_area_code": "Miljö"}, "|without_one_area"),
        ("items", {"planned_on": None, "published_on": None}, "|without_day"),
        ("newsletter_issues", {"n_delivered": "413"}, "|more_than_n_recipients"),
        ("newsletter_issues", {"n_unique_opens": "413"}, "|more_than_n_recipients"),
        ("newsletter_issues", {"n_recipients": None}, "n_recipients|nullability"),
        ("scanning_items", {"shared_on": "2024-01-14"}, "|before_seen_on"),
        ("scanning_items", {"category_code": None}, "category_code|nullability"),
        ("milestones", {"opened_on": "2022-02-09"}, "|before_decided_on"),
        ("site_visits", {"period_text": "2024-13"}, "period_text|no_such_period"),
        ("site_visits", {"period_text": "2023-02-29"}, "period_text|no_such_period"),
        ("site_visits", {"period_text": "januari 2024"}, "|no_such_period"),
        ("site_visits", {"site_code": "exempel.invalid"}, "site_code|unknown_code"),
        ("site_visits", {"n_visits": "9119"}, "|fewer_than_n_unique_visitors"),
        ("page_views", {"n_page_views": None}, "page_url|without_count"),
    ],
)
def test_a_bad_cell_rejects_its_row_and_names_the_rule(
    check, name: str, changed: dict[str, str | None], broken_rules: str
) -> None:
    checked = check(name, **changed)
    assert checked.rejected["source_row"].to_list() == [2]
    assert checked.rejected["broken_rules"][0].endswith(broken_rules)
    assert checked.accepted.height == len(find_example(name)) - 1


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("people", {"role_code": "Styrgruppen", "region_code": None}),
        ("people", {"left_on": "2022-03-01"}),
        ("attendance", {"test_score": "0"}),
        ("attendance", {"test_score": "100"}),
        ("diplomas", {"valid_to_on": None}),
        ("newsletter_issues", {"n_delivered": None}),
        ("newsletter_issues", {"n_unique_opens": None}),
        ("site_visits", {"period_text": "2024-02-29"}),
        ("site_visits", {"n_visits": "9120", "n_page_views": None}),
        ("page_views", {"n_page_views": None, "n_downloads": "0"}),
    ],
)
def test_a_cell_on_the_right_side_of_a_rule_is_accepted(
    check, name: str, changed: dict[str, str | None]
) -> None:
    assert check(name, **changed).accepted.height == len(find_example(name))


def test_the_moved_site_is_two_series(check) -> None:
    rows = check("site_visits").accepted
    assert rows["site_code"].to_list() == [
        *("hallbarupphandling", "hallbarupphandling", "husr"),
    ]
    assert rows["n_unique_visitors"].to_list() == [9120, 801, 912]


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        ("site_visits", "Datum|Webbplats|Unika besökare|Besök|Händelser"),
        ("site_visits", "Date|Website|Unique visitors|Visits|Pageviews|Bounce Rate"),
        ("site_visits", "date|Domän|nb_uniq_visitors|nb_visits|nb_actions"),
        ("page_views", "Datum|Webbplats|Sidans URL|Unika sidvisningar|Sidvisningar"),
        ("page_views", "Date|Website|Label|Unique Pageviews|Pageviews|metadata_url"),
        ("page_views", "date|Domän|label|nb_visits|nb_hits|metadata_url"),
        ("page_views", "Date|Website|Download URL|Unique Downloads|Downloads"),
    ],
)
def test_the_headings_of_the_web_analytics_tool_are_known(
    name: str, headings: str
) -> None:
    text = headings.replace("|", ",")
    tables = [table for _, table in TABLES.values()]
    sheets = read_csv_sheets(read_text(f"{text}\n".encode()), build_fits(tables))
    ((table, _),) = find_held_tables(sheets, tables, [])
    assert table.name == name


def test_everyone_in_the_network_is_a_pseudonym_and_nobody_has_a_name() -> None:
    for source, table in TABLES.values():
        if source.name in PEOPLE:
            assert set(table.pseudonyms) == {
                *{"person_id", "auditor_id"} & set(table.columns.values())
            }
            assert {"Namn", "E-post"} <= table.ignored


def test_who_has_which_competence_is_never_imported(check) -> None:
    _, table = TABLES["levels"]
    assert "Person-ID" in table.ignored
    assert "P-103" not in check("levels").accepted.write_csv()


def test_names_in_an_example_are_neither_accepted_nor_shown_when_rejected(
    check,
) -> None:
    checked = check("people", joined_on="ogiltigt")
    for rows in (checked.accepted, checked.rejected):
        assert "Fiktiv" not in rows.write_csv()
        assert "exempel.invalid" not in rows.write_csv()


def test_a_source_without_pseudonyms_has_none(tmp_path: Path) -> None:
    agreement = tmp_path / "things" / "source.yml"
    agreement.parent.mkdir()
    agreement.write_text(
        "{title: T, owner: A, frequency: daily, kind: programme, tables: {things: "
        "{file_pattern: [], columns: {}, expect_rows: {min: 1, max: 2}}}}"
    )
    agreement.with_name("schema.py").write_text(
        "import dataframely as dy\n\n\nSCHEMAS = {'things': dy.Schema}\n"
    )
    assert load_source(agreement).tables["things"].pseudonyms == ()


def test_an_item_that_is_only_planned_is_kept(check) -> None:
    rows = check("items").accepted
    assert rows["published_on"].to_list()[-1] is None
    assert rows["planned_on"].to_list()[-1] == date(2025, 2, 3)
