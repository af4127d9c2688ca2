"""A store of one's own for a test, and which test shows what a plan can take.

F1 eight editors of one row: test_f1_eight_editors_of_one_row_lose_nothing
F2 killed while writing:
   test_f2_what_was_acknowledged_is_kept_when_writers_are_killed
F3 disk full, read-only: test_f3_a_full_disk_is_told_and_nothing_is_half_saved,
   test_f3_a_store_that_is_read_only_is_still_read
F4 backup while written to, restored into an empty place:
   test_f4_a_backup_taken_during_writes_is_whole_and_comes_back
F5 double click, back button, taken away and changed at once:
   test_f5_a_double_click_is_one_change,
   test_f5_a_decision_clicked_twice_is_one_decision,
   test_f5_taking_a_row_away_and_changing_it_at_once_is_one_of_the_two
F6 a supplier that has left the data: test_f6_a_supplier_that_has_left_stays_in_its_plan
F7 odd years, long notes, NUL, formulas, markdown:
   test_what_is_written_is_kept_as_text_and_what_cannot_be_is_refused
F8 a lock held for long: test_f8_a_writer_waits_for_a_while_and_is_then_told
F9 a killed migration, and two at once:
   test_f9_a_migration_that_is_killed_leaves_the_old_schema_or_the_new,
   test_f9_processes_that_start_at_once_migrate_once
F10 who changed what and when: test_f10_history_is_never_changed_or_removed
"""

import uuid
from collections.abc import Generator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from app.store.connection import load_engine
from tests.postgresql import find_program, run_postgresql


@pytest.fixture(scope="session")
def postgresql(shared_tmp: Path) -> Generator[str]:
    """The address of this run's own PostgreSQL server."""
    if find_program("initdb") is None:
        pytest.skip("no PostgreSQL: run python tests/install_packages.py")
    with run_postgresql(shared_tmp) as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str]:
    """The address of an empty store that nobody else has."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store' / 'malbild.sqlite'}"
        return
    server = create_engine(
        f"{request.getfixturevalue('postgresql')}/postgres",
        isolation_level="AUTOCOMMIT",
    )
    name = f"store_{uuid.uuid4().hex[:12]}"
    with server.connect() as connection:
        connection.execute(text(f"create database {name}"))
    yield f"{request.getfixturevalue('postgresql')}/{name}"
    with server.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))
    server.dispose()


@pytest.fixture
def store(store_url: str, monkeypatch: pytest.MonkeyPatch) -> Generator[str]:
    """The address of an empty store that the app is set to use."""
    monkeypatch.setenv("MALBILD_STORE_URL", store_url)
    yield store_url
    load_engine().dispose()
