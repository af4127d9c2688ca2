from pathlib import Path

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
