"""Read plans and their events from the store, without ever making or changing it.

The app owns the store and its schema; what is read of it here is named column by
column. Notes are not read: free text may name persons, and no figure is made of it.
"""

import json
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Connection,
    DateTime,
    Engine,
    column,
    create_engine,
    inspect,
    make_url,
    select,
    table,
)
from sqlalchemy.exc import DBAPIError

from pipelines.errors import BuildError
from pipelines.settings import Settings

#: Days are days here, wherever the machine stands.
SWEDEN = ZoneInfo("Europe/Stockholm")
PLANS = (
    *("plan_id", "name", "plan_year", "scenario_id", "seed", "build_id"),
    *("model_run_id", "written_by_role_code"),
)
EVENTS = (
    *("event_id", "plan_id", "item_id", "supplier_id", "category_code", "plan_year"),
    *("by_role_code", "by_region_codes", "kind_code", "reason_code", "before"),
    *("after", "plan_version", "build_id", "model_run_id", "band_code"),
    "undoes_event_id",
)
Row = dict[str, Any]


@dataclass(frozen=True)
class StoreRows:
    """Plans as they were made, and everything that has happened to them, in order.

    `before` and `after` are the changed facts; `happened_on` is the day in Sweden.
    """

    plans: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)


def read_store(settings: Settings, *, as_of: date | None = None) -> StoreRows:
    """Read the store's plans and events, in one moment of it.

    Args:
        settings: Where the store is.
        as_of: Only what had happened before this day; everything when left out.

    Returns:
        Nothing at all where there is no store yet, or one from before there were
        plans.

    Raises:
        BuildError: The store is there and cannot be read.
    """
    try:
        with _open(settings.store_url) as con:
            if con is None or not inspect(con).has_table("plan_events"):
                return StoreRows()
            plans = _read(con, "plans", PLANS, "written_at")
            events = _read(con, "plan_events", EVENTS, "happened_at")
    except DBAPIError as error:
        raise _build_error(settings.store_url, error) from error
    known = [_read_event(row) for row in events]
    known.sort(key=lambda row: (row["plan_id"], row["plan_version"]))
    if as_of is not None:
        known = [row for row in known if row["happened_on"] < as_of]
    begun = {row["plan_id"] for row in known}
    return StoreRows(
        plans=sorted(
            (row for row in plans if row["plan_id"] in begun),
            key=lambda row: row["plan_id"],
        ),
        events=known,
    )


@contextmanager
def _open(url: str) -> Generator[Connection | None]:
    engine = _build_engine(url)
    if engine is None:
        yield None
        return
    try:
        with engine.connect() as con:
            yield con
    finally:
        engine.dispose()


def _build_engine(url: str) -> Engine | None:
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, isolation_level="REPEATABLE READ")
    file = Path(address.database or "")
    if not file.is_file():
        return None
    return create_engine("sqlite://", creator=lambda: _open_sqlite(file))


def _open_sqlite(file: Path) -> sqlite3.Connection:
    con = sqlite3.connect(
        f"file:{quote(str(file.resolve()))}?mode=ro", uri=True, isolation_level=None
    )
    # Both tables are read in one transaction, so that they are of one moment.
    con.execute("begin")
    return con


def _read(
    con: Connection, name: str, columns: tuple[str, ...], moment: str
) -> list[Row]:
    wanted = [column(each) for each in columns]
    wanted.append(column(moment, DateTime(timezone=True)))
    rows = con.execute(select(*wanted).select_from(table(name))).mappings()
    return [{**row, moment: _read_moment(row[moment])} for row in rows]


def _read_moment(moment: datetime) -> datetime:
    # SQLite forgets the zone; the app writes UTC.
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return known.astimezone(UTC)


def _read_event(row: Row) -> Row:
    return {
        **row,
        "happened_on": row["happened_at"].astimezone(SWEDEN).date(),
        "by_region_codes": json.loads(row["by_region_codes"]),
        "before": json.loads(row["before"] or "null"),
        "after": json.loads(row["after"] or "null"),
    }


def _build_error(url: str, error: DBAPIError) -> BuildError:
    shown = make_url(url).render_as_string(hide_password=True)
    return BuildError(
        f"The store {shown} cannot be read: {error.orig}\n"
        "The plans are read from it into every build. See that the database is "
        "running and that MALBILD_STORE_URL is right, or bring the store back with "
        "`malbild restore --from FILE`, then run the same command again."
    )
