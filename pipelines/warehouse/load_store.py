"""Load what has been planned and decided into the warehouse, like any other source.

store -> read_store -> store_history -> imported.store__…
"""

import hashlib
from datetime import date

import duckdb
import polars as pl

from pipelines.settings import Settings
from pipelines.warehouse.read_store import read_store
from pipelines.warehouse.store_history import (
    build_event_facts,
    build_items,
    build_plans,
)

MOMENT = pl.Datetime("us", "UTC")
PLANS = {
    "plan_id": pl.String,
    "name": pl.String,
    "plan_year": pl.Int32,
    "state_code": pl.String,
    "version": pl.Int32,
    "scenario_id": pl.String,
    "seed": pl.Int64,
    "build_id": pl.String,
    "model_run_id": pl.String,
    "written_at": MOMENT,
    "changed_at": MOMENT,
    "decided_on": pl.Date,
    "written_by_role_code": pl.String,
}
ITEMS = {
    "item_id": pl.String,
    "plan_id": pl.String,
    "supplier_id": pl.String,
    "supplier_name": pl.String,
    "category_code": pl.String,
    "audit_type_code": pl.String,
    "half_year": pl.Int32,
    "performer_code": pl.String,
    "why_code": pl.String,
    "is_in": pl.Boolean,
    "override_reason_code": pl.String,
    "probability": pl.Float64,
    "value_score": pl.Float64,
    "band_code": pl.String,
    "inclusion_probability": pl.Float64,
    "region_codes": pl.List(pl.String),
    "is_recommended": pl.Boolean,
    "version": pl.Int32,
    "changed_at": MOMENT,
}
EVENTS = {
    "event_id": pl.String,
    "plan_id": pl.String,
    "item_id": pl.String,
    "supplier_id": pl.String,
    "category_code": pl.String,
    "plan_year": pl.Int32,
    "happened_at": MOMENT,
    "happened_on": pl.Date,
    "by_role_code": pl.String,
    "by_region_codes": pl.List(pl.String),
    "kind_code": pl.String,
    "reason_code": pl.String,
    "old_state_code": pl.String,
    "new_state_code": pl.String,
    "was_in": pl.Boolean,
    "is_in": pl.Boolean,
    "plan_version": pl.Int32,
    "build_id": pl.String,
    "model_run_id": pl.String,
    "band_code": pl.String,
    "undoes_event_id": pl.String,
}


def load_store(
    con: duckdb.DuckDBPyConnection, settings: Settings, *, as_of: date | None = None
) -> None:
    """Create `imported.store__plans`, `…__plan_items` and `…__plan_events`.

    They are there with their types, and empty, also when nobody has made a plan yet.

    Args:
        con: An open warehouse.
        settings: Where the store is.
        as_of: Load what had happened before this day; everything when left out.

    Raises:
        BuildError: The store is there and cannot be read.
    """
    store = read_store(settings, as_of=as_of)
    con.execute("create schema if not exists imported")
    for name, rows, schema in (
        ("plans", build_plans(store), PLANS),
        ("plan_items", build_items(store.events), ITEMS),
        ("plan_events", build_event_facts(store.events), EVENTS),
    ):
        con.register("store_rows", pl.DataFrame(rows, schema=schema))
        con.execute(
            f"create or replace table imported.store__{name} as from store_rows"
        )
        con.unregister("store_rows")


def build_store_stamp(settings: Settings, *, as_of: date | None = None) -> str:
    """Return one sha256 over everything of the store that a build reads.

    Events are never changed or removed, so their names tell of all of it.

    Raises:
        BuildError: The store is there and cannot be read.
    """
    store = read_store(settings, as_of=as_of)
    named = "\n".join(sorted(event["event_id"] for event in store.events))
    return hashlib.sha256(named.encode()).hexdigest()
