from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipelines.importing.ledger import (
    FileEvent,
    find_imported,
    load_ledger,
    write_event,
)
from pipelines.settings import Settings, load_settings

IMPORTED = FileEvent(
    file_name="2025-10-31_avtal.csv",
    outcome="imported",
    file_sha256="a" * 64,
    source="contract_register",
    table="contract_lines",
    n_received=3,
    n_accepted=2,
    n_rejected=1,
    data_on=date(2025, 10, 31),
    loaded_at=datetime(2025, 11, 1, 6, 30, tzinfo=UTC),
    message='åäö; ett "citat"',
)
REFUSED = FileEvent(
    file_name="2025-11-30_avtal.csv", outcome="refused", file_sha256="b" * 64
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path)


def test_an_event_comes_back_as_it_was_written(settings: Settings) -> None:
    write_event(IMPORTED, settings)
    assert load_ledger(settings) == [IMPORTED]


def test_the_latest_event_of_a_content_stands(settings: Settings) -> None:
    again = replace(IMPORTED, n_accepted=3, n_rejected=0)
    for event in (IMPORTED, REFUSED, again):
        write_event(event, settings)
    assert load_ledger(settings) == [REFUSED, again]


def test_a_refusal_is_settled_when_a_file_of_that_name_comes_again(
    settings: Settings,
) -> None:
    mended = replace(IMPORTED, file_name=REFUSED.file_name, file_sha256="c" * 64)
    for event in (REFUSED, mended):
        write_event(event, settings)
    assert load_ledger(settings) == [mended]


def test_two_imported_files_of_one_name_both_stand(settings: Settings) -> None:
    corrected = replace(IMPORTED, file_sha256="c" * 64)
    for event in (IMPORTED, corrected):
        write_event(event, settings)
    assert load_ledger(settings) == [IMPORTED, corrected]


def test_a_file_that_was_refused_last_is_not_imported() -> None:
    assert find_imported([IMPORTED], "a" * 64) == [IMPORTED]
    assert find_imported([IMPORTED], "b" * 64) == []
    refused_now = replace(IMPORTED, outcome="refused")
    assert find_imported([IMPORTED, refused_now], "a" * 64) == []


def test_a_line_cut_off_by_a_crash_is_passed_over_and_then_removed(
    settings: Settings,
) -> None:
    write_event(IMPORTED, settings)
    ledger = settings.imported_dir / "ledger.jsonl"
    whole = ledger.read_bytes()
    for kept in (1, 20, len(whole) - 1):
        ledger.write_bytes(whole + whole[:kept])
        assert load_ledger(settings) == [IMPORTED]
        write_event(REFUSED, settings)
        assert load_ledger(settings) == [IMPORTED, REFUSED]
        assert ledger.read_bytes().startswith(whole)
        assert ledger.read_bytes().count(b"\n") == 2


def test_a_ledger_from_a_later_version_can_be_read(settings: Settings) -> None:
    write_event(IMPORTED, settings)
    ledger = settings.imported_dir / "ledger.jsonl"
    ledger.write_text(ledger.read_text().replace("{", '{"added_later": 1, ', 1))
    assert load_ledger(settings) == [IMPORTED]


def test_without_a_ledger_nothing_has_happened(settings: Settings) -> None:
    assert load_ledger(settings) == []
