"""The store's schema, from the first to the newest, and migrations that are killed.

F9 of the list of faults.
"""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from app.store.connection import build_engine, load_engine, run_migrations
from app.store.goal_comments import fetch_kpi_comments
from app.store.models import Base
from tests.integration.store_plans import SECRETARY, write_small_plan
from tests.integration.store_processes import read_schema
from tests.integration.test_store_faults import run_processes

OLD_COMMENT = """
insert into goal_comments (
    comment_id, kpi_id, place_code, period_year, text, written_at,
    written_by_role_code, build_id
) values (
    '1', 'KPI-112-08', 'SE', 2024, 'Från förr.', '2025-01-01 00:00:00',
    'secretariat', 'b0'
)
"""


def migrate_to(store: str, revision: str) -> None:
    engine = build_engine(store)
    if store.startswith("sqlite"):
        Path(str(engine.url.database)).parent.mkdir(exist_ok=True)
    with engine.execution_options(is_writing=True).begin() as con:
        run_migrations(con, revision=revision)
        con.execute(text(OLD_COMMENT))
    engine.dispose()


@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
def test_what_was_written_before_is_kept_by_the_migration(
    store: str, revision: str
) -> None:
    migrate_to(store, revision)
    comments = fetch_kpi_comments("KPI-112-08", place_code="SE", principal=SECRETARY)
    assert [(each.text, each.annotation) for each in comments] == [("Från förr.", None)]
    with (
        pytest.raises(Exception, match="never changed or removed"),
        load_engine().begin() as con,
    ):
        con.execute(text("update goal_comments set annotation = 'x'"))
    assert write_small_plan().version == 3


@pytest.mark.usefixtures("store")
def test_the_models_say_what_the_migrations_make() -> None:
    with load_engine().connect() as con:
        context = MigrationContext.configure(con, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_f9_a_migration_that_is_killed_leaves_the_old_schema_or_the_new(
    store: str,
) -> None:
    migrate_to(store, "0002")
    old = read_schema(store)
    *killed, whole = run_processes("run_killed_migrations")
    assert len(killed) > 20
    assert all(schema == old for schema in killed)
    assert whole[0] == "0004"
    assert {"plans", "plan_items", "plan_events", "scenarios"} < set(whole[1])
    assert {"report_definitions", "report_runs", "report_templates"} < set(whole[1])
    # Run again, nothing happens.
    load_engine()
    assert read_schema(store) == whole


def test_f9_processes_that_start_at_once_migrate_once(store: str) -> None:
    assert run_processes("run_starts", 8) == [0] * 8
    assert read_schema(store)[0] == "0004"
