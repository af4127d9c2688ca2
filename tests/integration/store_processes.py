"""Processes that write at once, or are killed while they write; run as a module.

The interpreter starts once and forks, since starting it takes longer than the writing.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import event, inspect, text

from app.errors import ChangedByOther
from app.store import connection
from app.store.plan_changes import write_override
from app.store.plan_records import PlanItem
from app.store.plans import fetch_plan
from tests.integration.store_plans import SECRETARY, make_id


def run_editors(plan_id: str, n_editors: int, n_edits: int) -> list[dict[str, Any]]:
    """Let editors change one row at once; each tries again until it has its say."""
    return [_read(each) for each in _fork(n_editors, lambda: _edit(plan_id, n_edits))]


def run_victims(plan_id: str, n_kills: int) -> list[str]:
    """Kill writers at any moment; return the ids of events that they were told of."""
    acknowledged = []
    for _kill in range(n_kills):
        reader, victim = _fork(1, lambda: _write_for_ever(plan_id))[0]
        first = os.read(reader, 100)
        time.sleep(random.uniform(0, 0.04))  # noqa: S311
        os.kill(victim, signal.SIGKILL)
        told = (first + _read_all(reader)).decode().split("\n")
        os.waitpid(victim, 0)
        # What stands after the last line break was cut off by the kill.
        acknowledged += told[:-1]
    return acknowledged


def run_killed_migrations() -> list[Any]:
    """Migrate and die after the first statement, the second, and so on to the end.

    Returns:
        The store's schema after each; the last one was not killed any more.
    """
    schemas = []
    status = signal.SIGKILL
    while status == signal.SIGKILL:
        n_statements = len(schemas) + 1
        _reader, victim = _fork(1, lambda n=n_statements: _migrate_and_die(n))[0]
        _process, status = os.waitpid(victim, 0)
        schemas.append(read_schema(os.environ["MALBILD_STORE_URL"]))
    assert status == 0
    return schemas


def read_schema(url: str) -> list[Any]:
    """Read the version and every table's columns, without migrating anything."""
    engine = connection.build_engine(url)
    with engine.connect() as con:
        looked = inspect(con)
        version = con.execute(text("select version_num from alembic_version"))
        tables = {
            table: [column["name"] for column in looked.get_columns(table)]
            for table in sorted(looked.get_table_names())
        }
        found = [version.scalar_one(), tables]
    engine.dispose()
    return found


def run_starts(n_starts: int) -> list[int]:
    """Open the store in many processes at once and return how each of them ended."""
    started = _fork(n_starts, connection.load_engine)
    return [os.waitpid(process, 0)[1] for _reader, process in started]


def _edit(plan_id: str, n_edits: int) -> dict[str, Any]:
    told: dict[str, Any] = {"acknowledged": [], "n_conflicts": 0, "n_shown": 0}
    for _number in range(n_edits):
        item = _fetch_item(plan_id)
        while item is not None:
            event_id = make_id()
            try:
                _override(item, event_id)
            except ChangedByOther as first:
                told["n_conflicts"] += 1
                # Both texts are there to be shown: theirs now, and ours still at hand.
                theirs = {first.current.note, first.event.note}
                told["n_shown"] += len(theirs - {None, event_id}) == 1
                item = first.current
                time.sleep(random.uniform(0, 0.1))  # noqa: S311
            else:
                told["acknowledged"].append(event_id)
                item = None
    return told


def _write_for_ever(plan_id: str) -> None:
    while True:
        event_id = make_id()
        _override(_fetch_item(plan_id), event_id)
        os.write(1, f"{event_id}\n".encode())


def _migrate_and_die(n_statements: int) -> None:
    engine = connection.build_engine(os.environ["MALBILD_STORE_URL"])
    left = iter(range(n_statements - 1, -1, -1))

    @event.listens_for(engine, "after_cursor_execute")
    def die(*_about: object) -> None:
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    connection.build_engine = lambda _url: engine
    connection.load_engine()


def _fetch_item(plan_id: str) -> PlanItem:
    return fetch_plan(plan_id, SECRETARY).items[0]


def _override(item: PlanItem, event_id: str) -> None:
    write_override(
        item.item_id,
        is_in=not item.is_in,
        reason_code="other",
        note=event_id,
        event_id=event_id,
        expected_version=item.version,
        principal=SECRETARY,
    )


def _fork(n_children: int, work: Callable[[], object]) -> list[tuple[int, int]]:
    children = []
    for _child in range(n_children):
        reader, writer = os.pipe()
        process = os.fork()
        if process == 0:
            os.dup2(writer, 1)
            result = work()
            if isinstance(result, dict):
                os.write(1, json.dumps(result).encode())
            os._exit(0)
        os.close(writer)
        children.append((reader, process))
    return children


def _read(child: tuple[int, int]) -> dict[str, Any]:
    reader, process = child
    told = json.loads(_read_all(reader))
    os.waitpid(process, 0)
    return told


def _read_all(reader: int) -> bytes:
    with os.fdopen(reader, "rb") as stream:
        return stream.read()


if __name__ == "__main__":
    name, arguments = sys.argv[1], json.loads(sys.argv[2])
    print(json.dumps(globals()[name](*arguments)))
