"""What is planned and decided comes into the next build, like any other source."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest
from sqlalchemy import make_url

from app.store.plan_events import fetch_plan_events
from pipelines.errors import BuildError
from pipelines.settings import load_settings
from pipelines.warehouse.fingerprint import build_fingerprint
from pipelines.warehouse.load_store import EVENTS, ITEMS, PLANS, load_store
from pipelines.warehouse.read_store import read_store
from pipelines.warehouse.store_history import build_plans
from tests.integration.store_plans import (
    SECRETARY,
    write_decided_plan,
    write_small_plan,
    write_step,
)
from tests.integration.store_processes import read_schema
from tests.integration.test_store_migrations import migrate_to
from tests.integration.test_store_reports import save as save_report

SCHEMAS = {"plans": PLANS, "plan_items": ITEMS, "plan_events": EVENTS}


def load(home: Path, as_of: date | None = None) -> dict[str, pl.DataFrame]:
    with duckdb.connect() as con:
        load_store(con, load_settings(home), as_of=as_of)
        return {name: con.sql(f"from imported.store__{name}").pl() for name in SCHEMAS}


def test_without_a_store_the_tables_are_empty_and_none_is_made(
    store: str, tmp_path: Path
) -> None:
    for name, found in load(tmp_path).items():
        assert found.is_empty()
        assert found.columns == list(SCHEMAS[name])
        loaded = pl.DataFrame(schema=SCHEMAS[name])
        with duckdb.connect() as con:
            con.register("loaded", loaded)
            assert con.sql("from loaded").pl().schema == found.schema
    if store.startswith("sqlite"):
        assert not Path(str(make_url(store).database)).parent.exists()


def test_a_store_from_before_there_were_plans_is_left_as_it_is(
    store: str, tmp_path: Path
) -> None:
    migrate_to(store, "0002")
    before = read_schema(store)
    assert all(found.is_empty() for found in load(tmp_path).values())
    assert read_schema(store) == before


@pytest.mark.usefixtures("store")
def test_what_is_loaded_is_the_plan_and_its_history(tmp_path: Path) -> None:
    plan = write_decided_plan()
    found = load(tmp_path)
    row = found["plans"].row(0, named=True)
    assert (row["state_code"], row["version"]) == ("decided", plan.version)
    assert row["changed_at"] == plan.changed_at
    assert row["decided_on"] is not None
    told = {name for name in ITEMS if name != "region_codes"}
    loaded = {
        item["item_id"]: {name: item[name] for name in told}
        for item in found["plan_items"].iter_rows(named=True)
    }
    assert loaded == {
        item.item_id: {name: getattr(item, name) for name in told}
        for item in plan.items
    }
    events = fetch_plan_events(plan.plan_id, SECRETARY)
    assert found["plan_events"].sort("plan_version")["event_id"].to_list() == [
        event.event_id for event in reversed(events)
    ]


@pytest.mark.usefixtures("store")
def test_nothing_that_was_said_in_words_comes_into_the_warehouse(
    tmp_path: Path,
) -> None:
    write_decided_plan()
    found = load(tmp_path)
    loaded = json.dumps([table.to_dicts() for table in found.values()], default=str)
    assert "local_knowledge" not in loaded
    assert "recent_event" in loaded
    assert "Anna" not in loaded


@pytest.mark.usefixtures("store")
def test_as_of_a_day_only_what_had_happened_before_it_is_known(tmp_path: Path) -> None:
    write_decided_plan()
    today = datetime.now(UTC).date()
    yesterday = load(tmp_path, today - timedelta(1))
    assert all(found.is_empty() for found in yesterday.values())
    tomorrow = load(tmp_path, today + timedelta(2))
    assert tomorrow["plans"]["state_code"].to_list() == ["decided"]
    # Half of the history gives the plan as it stood half-way.
    rows = read_store(load_settings(tmp_path))
    proposed = [row for row in rows.events if row["plan_version"] <= 4]
    assert build_plans(type(rows)(rows.plans, proposed))[0]["state_code"] == "proposed"


@pytest.mark.usefixtures("store")
def test_a_change_of_a_plan_makes_the_next_refresh_build_anew(tmp_path: Path) -> None:
    def read_fingerprint() -> str:
        return build_fingerprint(load_settings(tmp_path), as_of=None)

    nothing = read_fingerprint()
    plan = write_small_plan()
    drafted = read_fingerprint()
    # No figure is made of a report that somebody has saved.
    save_report()
    assert nothing != drafted == read_fingerprint()
    write_step(plan.plan_id, "proposed")
    assert read_fingerprint() != drafted


def test_a_store_that_cannot_be_read_stops_the_build_and_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "store" / "malbild.sqlite"
    broken.parent.mkdir()
    broken.write_bytes(b"no database " * 1000)
    with pytest.raises(BuildError, match=r"malbild\.sqlite cannot be read"):
        load(tmp_path)
    monkeypatch.setenv(
        "MALBILD_STORE_URL", "postgresql+psycopg://me:secret@127.0.0.1:9/store"
    )
    with pytest.raises(BuildError, match=r"127\.0\.0\.1:9") as told:
        load(tmp_path)
    assert "secret" not in str(told.value)
