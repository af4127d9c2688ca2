"""People, trainings and communication of the example, from files to the warehouse."""

import csv
import json
from pathlib import Path

import duckdb
import yaml

from tests.conftest import run_malbild

NETWORK = {
    *("network_people", "introductions", "diplomas", "calibration_scores"),
    *("training_occasions", "training_attendance", "training_invitations"),
    *("competence_matrix", "communication_items", "newsletters"),
    *("environmental_scanning", "web_statistics", "published_history"),
}
PERSONAL = ("Namn", "E-post", "Kontaktperson", "Föreläsare", "Författare", "Avsändare")
UNTIDY = Path("pipelines/example/words/untidy_rows.yml")


def read_status(home: Path) -> dict:
    shown = run_malbild("status", "--home", home, "--json")
    assert shown.returncode == 0, shown.stderr
    return json.loads(shown.stdout)


def read_persons(exports: Path) -> set[str]:
    """Every name and address in the files, as they are written there."""
    found = set()
    for path in exports.glob("*/*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, delimiter=";"):
                found |= {row[name] for name in PERSONAL if row.get(name)}
    return found


def test_only_the_planted_rows_are_rejected(built_home: Path) -> None:
    files = [f for f in read_status(built_home)["files"] if f["source"] in NETWORK]
    assert {file["source"] for file in files} == NETWORK
    assert {file["outcome"] for file in files} == {"imported"}
    added = yaml.safe_load(UNTIDY.read_text(encoding="utf8"))["added"]
    for file in files:
        planted = added.get(f"{file['source']}.{file['table']}", [])
        assert file["n_rejected"] == len(planted), file
        assert file["n_accepted"] > 10, file
    assert sum(file["n_rejected"] for file in files) == 11


def test_published_figures_are_not_called_example_data(built_warehouse: Path) -> None:
    with duckdb.connect(str(built_warehouse), read_only=True) as con:
        flags = con.execute(
            "select distinct is_example "
            "from imported.published_history__published_figures"
        ).fetchall()
        people = con.execute(
            "select distinct is_example from imported.network_people__people"
        ).fetchall()
    assert flags == [(False,)]
    assert people == [(True,)]


def test_no_name_or_address_reaches_the_warehouse(
    built_warehouse: Path, example_exports: Path
) -> None:
    persons = read_persons(example_exports)
    assert len(persons) > 500
    found = set()
    with duckdb.connect(str(built_warehouse), read_only=True) as con:
        tables = con.execute(
            "select table_schema, table_name from information_schema.tables"
        ).fetchall()
        for schema, table in tables:
            cells = con.execute(
                f'select columns(*)::varchar from "{schema}"."{table}"'
            ).fetchall()
            text = "\n".join(" ".join(map(str, row)) for row in cells)
            found |= {person for person in persons if person in text}
        # Persons are pseudonyms, and the same one joins people, audits and diplomas.
        holders = con.execute(
            """
            select count(distinct diplomas.person_id)
            from staging.stg_diplomas__diplomas as diplomas
            inner join staging.stg_network_people__people as people
                using (person_id)
            inner join staging.stg_audits__audits as audits
                on diplomas.person_id = audits.auditor_id
            where regexp_full_match(diplomas.person_id, 'P-[a-p]{16}')
            """
        ).fetchall()
    assert not found
    assert holders == [(11,)]


def test_the_moved_site_is_a_marked_break(built_warehouse: Path) -> None:
    with duckdb.connect(str(built_warehouse), read_only=True) as con:
        breaks = con.execute("select * from marts.fct_series_breaks").fetchall()
    assert breaks
