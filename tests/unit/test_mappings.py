from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.importing.agreement import build_mapped_sha256
from pipelines.importing.mappings import (
    CODE,
    HEADING,
    Mapping,
    build_mapped_table,
    find_mappings,
    load_mappings,
    write_mappings,
)
from pipelines.settings import Settings, load_settings
from pipelines.sources.source import find_tables

NOW = datetime(2026, 11, 25, tzinfo=UTC)
TABLE = next(
    table for _, table in find_tables() if {"Kravpaket", "Tema"} <= set(table.columns)
)
PLACE = ("14", TABLE.source, TABLE.name)
HEAD = Mapping(
    *PLACE, HEADING, "package_name", "Paketet", "package_name", "secretariat"
)
WORD = Mapping(*PLACE, CODE, "theme_code", "Moral", "climate", "secretariat")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path)


def test_the_newest_mapping_of_a_word_stands(settings: Settings) -> None:
    corrected = replace(WORD, means="chemicals")
    write_mappings([HEAD, WORD], NOW, settings)
    write_mappings([corrected], NOW, settings)
    at = NOW.isoformat()
    assert load_mappings(settings) == [
        replace(corrected, confirmed_at=at),
        replace(HEAD, confirmed_at=at),
    ]
    lines = (settings.imported_dir / "mappings.jsonl").read_text().splitlines()
    assert len(lines) == 3  # nothing is ever rewritten


def test_a_line_cut_off_by_a_crash_is_passed_over_and_then_removed(
    settings: Settings,
) -> None:
    write_mappings([HEAD], NOW, settings)
    path = settings.imported_dir / "mappings.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:40])
    assert [mapping.written for mapping in load_mappings(settings)] == ["Paketet"]
    write_mappings([WORD], NOW, settings)
    assert path.read_bytes().startswith(whole)
    assert len(load_mappings(settings)) == 2


def test_mappings_are_one_senders_in_one_table() -> None:
    others = [replace(HEAD, sender="12"), replace(HEAD, table="another")]
    assert find_mappings([HEAD, *others, WORD], "14", TABLE) == [HEAD, WORD]


def test_a_heading_a_word_and_a_column_left_out_extend_the_agreement() -> None:
    agreed = next(iter(TABLE.columns))
    gone = Mapping(*PLACE, HEADING, None, "Anteckning", None)
    taken_out = Mapping(*PLACE, HEADING, None, agreed, None)
    mapped = build_mapped_table(TABLE, [HEAD, WORD, gone, taken_out], {"x_code": "a"})
    assert mapped.columns["Paketet"] == "package_name"
    assert agreed not in mapped.columns
    assert {"Anteckning", agreed} <= mapped.ignored
    assert mapped.value_fixes["theme_code"]["Moral"] == "climate"
    assert mapped.given == {"x_code": "a"}
    assert TABLE.columns[agreed]  # the agreement itself is as it was
    assert "Moral" not in TABLE.value_fixes.get("theme_code", {})


def test_a_given_column_is_not_missing() -> None:
    headings = frozenset(TABLE.columns) - {"Tema"}
    assert TABLE.find_missing(headings) == ["Tema"]
    given = build_mapped_table(TABLE, [], {"theme_code": "Klimat"})
    assert given.find_missing(headings) == []


def test_what_is_mapped_or_given_counts_in_the_fingerprint() -> None:
    assert build_mapped_sha256("agreed", [], {}) == "agreed"
    one = build_mapped_sha256("agreed", [HEAD, WORD], {})
    assert one == build_mapped_sha256("agreed", [replace(WORD, by="x"), HEAD], {})
    changed = build_mapped_sha256("agreed", [HEAD, replace(WORD, means="other")], {})
    given = build_mapped_sha256("agreed", [HEAD, WORD], {"period_text": "2025"})
    assert len({"agreed", one, changed, given}) == 4
