import json
import re
from pathlib import Path

import polars as pl
import pytest

from pipelines.errors import UsageError
from pipelines.importing.codelists import load_codelists
from pipelines.importing.run_import import run_import
from pipelines.settings import load_settings
from pipelines.sources.source import SOURCES, find_tables, load_source

TABLES = list(find_tables())


def name_table(pair) -> str:
    return f"{pair[1].source}.{pair[1].name}"


@pytest.mark.parametrize("pair", TABLES, ids=name_table)
def test_the_agreement_and_the_row_rules_name_the_same_columns(pair) -> None:
    _, table = pair
    promised = set(table.schema.column_names()) - {"source_row"}
    assert set(table.columns.values()) == promised
    typed = {*table.dates, *table.numbers, *table.booleans, *table.organisation_numbers}
    assert typed | set(table.codelists) <= promised
    # What is typed or looked up would no longer be found among the hashes.
    assert not (typed | set(table.codelists)) & set(table.pseudonyms)
    assert table.optional <= set(table.columns)
    assert not table.ignored & set(table.columns)


@pytest.mark.parametrize("pair", TABLES, ids=name_table)
def test_a_column_that_may_be_left_out_may_be_blank(pair) -> None:
    _, table = pair
    for column in table.missing_allowed:
        assert table.schema.columns()[column].nullable, column


@pytest.mark.parametrize("pair", TABLES, ids=name_table)
def test_every_word_of_every_codelist_means_one_code(pair) -> None:
    source, table = pair
    found = load_codelists(source, table, load_settings())
    assert set(found) == set(table.codelists.values())
    for lookup in found.values():
        assert all(isinstance(code, str) for code in lookup.values())


@pytest.mark.parametrize("pair", TABLES, ids=name_table)
def test_a_newer_file_knows_what_it_replaces(pair) -> None:
    _, table = pair
    assert table.schema.primary_key() or table.replaces in table.columns.values()


def test_every_example_export_is_imported_whole(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    tried = set()
    for folder in sorted(path.parent for path in SOURCES.glob("*/source.yml")):
        for event in run_import(folder, settings).events:
            if not event.file_name.startswith("example_export"):
                assert event.outcome == "unrecognised"
                continue
            assert event.outcome == "imported", event.message
            assert event.n_accepted == event.n_received
            assert event.source == folder.name
            tried.add((event.source, event.table))
    assert tried == {(table.source, table.name) for _, table in TABLES}


def test_a_source_that_is_half_written_says_what_it_lacks(tmp_path: Path) -> None:
    agreement = tmp_path / "new_source" / "source.yml"
    agreement.parent.mkdir()
    agreement.write_text("title: New\nowner: Somebody\nkind: programme\n")
    with pytest.raises(UsageError, match="lacks frequency, tables"):
        load_source(agreement)


def test_a_table_without_row_rules_is_named(tmp_path: Path) -> None:
    agreement = tmp_path / "new_source" / "source.yml"
    agreement.parent.mkdir()
    agreement.write_text(
        "{title: New, owner: A, frequency: daily, kind: programme, "
        "tables: {things: {}}}"
    )
    agreement.with_name("schema.py").write_text("SCHEMAS = {}\n")
    with pytest.raises(UsageError, match="do not agree about things"):
        load_source(agreement)


PEOPLE = """
title: People
owner: A
frequency: daily
kind: programme
tables:
  people:
    file_pattern: ["*people*.csv"]
    columns: {Namn: person_id, Kurs: course_name, Antal: number_of_days}
    ignore: [E-post]
    pseudonyms: [%s]
    numbers: [number_of_days]
    expect_rows: {min: 1, max: 100}
    replaces: course_name
"""
PEOPLE_ROWS = """
import dataframely as dy


class PersonRow(dy.Schema):
    source_row = dy.UInt32()
    person_id = dy.String()
    course_name = dy.String()
    number_of_days = dy.Int64()


SCHEMAS = {"people": PersonRow}
"""


def write_people(folder: Path, *, pseudonyms: str) -> Path:
    agreement = folder / "people" / "source.yml"
    agreement.parent.mkdir()
    agreement.write_text(PEOPLE % pseudonyms)
    agreement.with_name("schema.py").write_text(PEOPLE_ROWS)
    return agreement


def test_a_person_that_is_no_column_is_named(tmp_path: Path) -> None:
    agreement = write_people(tmp_path, pseudonyms="person_name")
    with pytest.raises(UsageError, match="names person_name, which is not among"):
        load_source(agreement)


def test_the_columns_under_pseudonyms_are_hashed(tmp_path: Path) -> None:
    source = load_source(write_people(tmp_path, pseudonyms="person_id"))
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    rows = ["Fiktiv Person;A;2;f@x.se", "FIKTIV PERSON;B;2;", "Fiktiv Person;C;två;"]
    lines = ["Namn;Kurs;Antal;E-post", *rows]
    (inbox / "people.csv").write_text("\n".join(lines) + "\n", encoding="utf8")
    settings = load_settings(tmp_path / "home")
    (event,) = run_import(inbox, settings, sources=(source,)).events
    assert (event.n_accepted, event.n_rejected) == (2, 1)
    accepted = pl.read_parquet(event.find_rows(settings.imported_dir))
    rejected = pl.read_parquet(event.find_rows(settings.rejected_dir))
    (person,) = set(accepted["person_id"])
    assert re.fullmatch("P-[a-p]{16}", person)
    assert json.loads(rejected["as_received"][0]) == {
        "Namn": person,
        "Kurs": "C",
        "Antal": "två",
    }
