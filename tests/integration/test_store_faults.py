"""Plans under many hands, kills, locks and full disks, on both databases.

The letters and numbers are those of the list of faults, group F.
"""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url, text

from app.errors import ChangedByOther, StoreBusy, StoreFull, UndoRefused
from app.store import connection
from app.store.connection import load_engine, start_reading
from app.store.plan_additions import write_addition
from app.store.plan_changes import write_item_change, write_override, write_state
from app.store.plan_events import fetch_plan_events
from app.store.plan_history import build_items_from_events
from app.store.plan_records import Plan, PlanEvent
from app.store.plan_undo import write_undo
from app.store.plans import fetch_plan
from tests.integration.store_plans import (
    SECRETARY,
    make_candidate,
    make_id,
    write_small_plan,
)

ROOT = Path(__file__).parents[2]


def run_processes(name: str, *arguments: object) -> Any:
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "tests.integration.store_processes", name),
            json.dumps(arguments),
        ],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def check_history(plan_id: str) -> tuple[Plan, tuple[PlanEvent, ...]]:
    plan = fetch_plan(plan_id, SECRETARY)
    events = fetch_plan_events(plan_id, SECRETARY)
    assert [event.plan_version for event in events] == list(range(plan.version, 0, -1))
    by_id = tuple(sorted(plan.items, key=lambda item: item.item_id))
    assert build_items_from_events(events) == by_id
    return plan, events


def check_file(store: str) -> None:
    """Ask SQLite whether its file is whole; PostgreSQL keeps watch by itself."""
    if store.startswith("sqlite"):
        with start_reading() as session:
            assert session.scalar(text("pragma integrity_check")) == "ok"


def take_out(plan: Plan, note: str, event_id: str | None = None) -> PlanEvent:
    return write_override(
        plan.items[0].item_id,
        is_in=False,
        reason_code="other",
        note=note,
        event_id=event_id or make_id(),
        expected_version=plan.items[0].version,
        principal=SECRETARY,
    )


def do_at_once(*works: Any) -> list[Any]:
    """Do things at the same moment; give what each returned or how it was refused."""
    barrier = Barrier(len(works))

    def do(work: Any) -> Any:
        barrier.wait()
        try:
            return work()
        except (ChangedByOther, UndoRefused) as refused:
            return refused

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(do, works))


def test_f1_eight_editors_of_one_row_lose_nothing(store: str) -> None:
    plan = write_small_plan()
    told = run_processes("run_editors", plan.plan_id, 8, 50)
    written = [event_id for each in told for event_id in each["acknowledged"]]
    found, events = check_history(plan.plan_id)
    assert len(written) == 400
    assert sorted(written) == sorted(
        event.note for event in events if event.kind_code == "item_overridden"
    )
    assert found.items[0].version == 401
    conflicts = sum(each["n_conflicts"] for each in told)
    assert conflicts == sum(each["n_shown"] for each in told) > 0
    check_file(store)


def test_f2_what_was_acknowledged_is_kept_when_writers_are_killed(store: str) -> None:
    plan = write_small_plan()
    acknowledged = run_processes("run_victims", plan.plan_id, 30)
    _found, events = check_history(plan.plan_id)
    assert len(acknowledged) >= 30
    assert set(acknowledged) <= {event.event_id for event in events}
    check_file(store)


@contextmanager
def no_more_room(store: str) -> Generator[None]:
    """Let the database find no room for the event, after the row was changed."""
    with load_engine().begin() as con:
        if store.startswith("sqlite"):
            pages = con.execute(text("pragma page_count")).scalar()
            con.execute(text(f"pragma max_page_count = {pages}"))
        else:
            con.execute(text(FULL_DISK))
    yield
    with load_engine().begin() as con:
        if store.startswith("sqlite"):
            con.execute(text("pragma max_page_count = 1000000"))
        else:
            con.execute(text("drop trigger no_room on plan_events"))


# PostgreSQL's own words for a full disk, said at the last of the three writes.
FULL_DISK = """
create function say_full() returns trigger language plpgsql as $$
begin
    raise exception 'could not extend file' using errcode = 'disk_full';
end $$;
create trigger no_room before insert on plan_events
for each row execute function say_full()
"""


def test_f3_a_full_disk_is_told_and_nothing_is_half_saved(store: str) -> None:
    plan, event_ids = write_small_plan(), [make_id() for _note in range(20)]
    event_id = ""
    with no_more_room(store):
        for event_id in event_ids:
            plan = fetch_plan(plan.plan_id, SECRETARY)
            try:
                take_out(plan, "x" * 2000, event_id)
            except StoreFull:
                break
        else:
            pytest.fail("twenty notes of 2,000 characters found room")
        assert check_history(plan.plan_id)[0] == plan
    # The form still holds the text and the id: sent again, it is saved.
    assert take_out(plan, "x" * 2000, event_id).note == "x" * 2000
    check_history(plan.plan_id)
    check_file(store)


def test_f3_a_store_that_is_read_only_is_still_read(store: str) -> None:
    plan = write_small_plan()
    load_engine().dispose()
    with load_engine().begin() as con:
        if store.startswith("sqlite"):
            con.execute(text("pragma query_only = on"))
        else:
            name = make_url(store).database
            con.execute(
                text(f"alter database {name} set default_transaction_read_only = on")
            )
    if not store.startswith("sqlite"):
        load_engine().dispose()
    with pytest.raises(StoreFull):
        take_out(plan, "Nej")
    assert check_history(plan.plan_id)[0] == plan


@pytest.mark.usefixtures("store")
def test_f5_a_double_click_is_one_change() -> None:
    plan, event_id = write_small_plan(), make_id()
    first, second = do_at_once(
        lambda: take_out(plan, "En gång", event_id),
        lambda: take_out(plan, "En gång", event_id),
    )
    assert first == second
    assert check_history(plan.plan_id)[0].items[0].version == 2
    # The back button and the same form once more, after somebody else's change.
    found = fetch_plan(plan.plan_id, SECRETARY)
    take_out(found, "Någon annan")
    assert take_out(plan, "En gång", event_id) == first


@pytest.mark.usefixtures("store")
def test_f5_a_decision_clicked_twice_is_one_decision() -> None:
    plan, event_id = write_small_plan(), make_id()

    def propose() -> PlanEvent:
        return write_state(
            plan.plan_id,
            "proposed",
            event_id=event_id,
            expected_version=plan.version,
            principal=SECRETARY,
        )

    first, second = do_at_once(propose, propose)
    assert first == second
    assert check_history(plan.plan_id)[0].version == plan.version + 1


@pytest.mark.usefixtures("store")
def test_f5_taking_a_row_away_and_changing_it_at_once_is_one_of_the_two() -> None:
    plan = write_small_plan()
    for number in range(3, 8):
        added = write_addition(
            plan.plan_id,
            make_candidate(number),
            reason_code="joint_visit",
            event_id=make_id(),
            principal=SECRETARY,
        )
        outcomes = do_at_once(
            lambda added=added: write_undo(
                added.event_id, event_id=make_id(), principal=SECRETARY
            ),
            lambda added=added: write_item_change(
                added.item_id,
                {"half_year": 2},
                event_id=make_id(),
                expected_version=1,
                principal=SECRETARY,
            ),
        )
        refused = [each for each in outcomes if isinstance(each, Exception)]
        found, _events = check_history(plan.plan_id)
        is_there = added.item_id in {item.item_id for item in found.items}
        assert len(refused) == 1
        assert is_there == isinstance(refused[0], UndoRefused)


@contextmanager
def held_by_another(store: str, plan_id: str) -> Generator[None]:
    """Hold the lock that a change of the plan needs, as another process would."""
    if store.startswith("sqlite"):
        holder = sqlite3.connect(str(make_url(store).database), isolation_level=None)
        holder.execute("begin immediate")
    else:
        holder = psycopg.connect(store.replace("+psycopg", ""))
        holder.execute("select from plans where plan_id = %s for update", [plan_id])
    yield
    holder.rollback()
    holder.close()


def test_f8_a_writer_waits_for_a_while_and_is_then_told(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert connection.LONGEST_WAIT_SECONDS == 10
    monkeypatch.setattr(connection, "LONGEST_WAIT_SECONDS", 1)
    plan = write_small_plan()
    with held_by_another(store, plan.plan_id):
        started = time.monotonic()
        with pytest.raises(StoreBusy):
            take_out(plan, "Väntar")
        assert 1 <= time.monotonic() - started < 8
        # Readers do not wait.
        assert check_history(plan.plan_id)[0] == plan
    assert take_out(plan, "Nu gick det").note == "Nu gick det"
    check_history(plan.plan_id)


def test_f8_a_server_that_is_away_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    # Port 9 is where nobody answers.
    url = "postgresql+psycopg://malbild@127.0.0.1:9/store"
    monkeypatch.setenv("MALBILD_STORE_URL", url)
    with pytest.raises(StoreBusy):
        write_small_plan()


# Another event with the number of an old one, which SQLite would put in its place.
SAME_NUMBER = """
insert or replace into plan_events (
    event_id, plan_id, plan_year, happened_at, by_role_code, by_region_codes,
    kind_code, plan_version, build_id
)
select 'x', plan_id, 2026, happened_at, 'secretariat', '[]', 'commented', 2, 'b1'
from plans cross join (select '2026-01-01' as happened_at)
"""


@pytest.mark.parametrize("table", ["scenarios", "plan_events", "supplier_comments"])
def test_f10_history_is_never_changed_or_removed(store: str, table: str) -> None:
    write_small_plan()
    comment = (
        "insert into supplier_comments values ('1', '556', 'Ord', '2026-01-01', "
        "'secretariat', 'b1')"
    )
    with load_engine().begin() as con:
        con.execute(text(comment))
        before = con.execute(text(f"select * from {table}")).all()
    refused = [f"delete from {table}", f"update {table} set build_id = 'b2'"]
    if store.startswith("sqlite"):
        refused.append(f"insert or replace into {table} select * from {table}")
        if table == "plan_events":
            refused.append(SAME_NUMBER)
    else:
        refused.append(f"truncate {table} cascade")
    for change in refused:
        with (
            pytest.raises(Exception, match=f"{table} are never changed or removed"),
            load_engine().begin() as con,
        ):
            con.execute(text(change))
    with load_engine().begin() as con:
        assert con.execute(text(f"select * from {table}")).all() == before
