"""Read-only access to the published build that this run reads.

A build is published as warehouse-<build_id>.duckdb and named in current.json. A new
build is a new path: DuckDB keeps answering from the old file for as long as this
process holds a connection to the same path, even after the file was replaced.
"""

import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

import duckdb
import polars as pl
import streamlit as st

from app.errors import QueryTooSlow, WarehouseMissing
from app.settings import load_settings

QUERY_BUDGET_SECONDS = 15.0
# read_only alone still lets a query read and write the machine's files.
LOCKED_DOWN = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "512MB",
    "threads": "2",
    "max_temp_directory_size": "0B",
    "lock_configuration": "true",
}


@dataclass(frozen=True)
class Build:
    """A published build: which, from data of which day, and whether it is fictional."""

    build_id: str
    data_on: date | None
    is_example: bool


class Reader(Protocol):
    """What a query needs to know of a principal: see app.access."""

    @property
    def build_id(self) -> str: ...  # noqa: D102
    @property
    def role_code(self) -> str: ...  # noqa: D102
    @property
    def region_codes(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def place_codes(self) -> tuple[str, ...]: ...  # noqa: D102


def find_current_build() -> Build:
    """Read which build is published now.

    Raises:
        WarehouseMissing: Nothing is published, or the pointer cannot be read.
    """
    pointer = load_settings().warehouse_dir / "current.json"
    try:
        fields = json.loads(pointer.read_text(encoding="utf8"))
        data_on = fields["data_on"]
        return Build(
            build_id=fields["build_id"],
            data_on=date.fromisoformat(data_on[:10]) if data_on else None,
            is_example=bool(fields["is_example"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as reason:
        message = f"no readable current.json: {type(reason).__name__}"
        raise WarehouseMissing(message) from reason


def fetch(
    sql: str,
    parameters: Mapping[str, object] | None = None,
    *,
    principal: Reader,
) -> pl.DataFrame:
    """Run one question against the principal's build and return its rows.

    Rows of regions are narrowed by the query itself, with two parameters that are
    bound here and nowhere else, empty for those who may see everything:
    `(len($visible_regions) = 0 or region_code in $visible_regions)` and
    `(len($visible_places) = 0 or place_code in $visible_places)`.

    Args:
        sql: A select over `marts` tables with $named parameters.
        parameters: Values for them. Never format a value into `sql`.
        principal: Whose rights and whose build.

    Returns:
        The rows. They are shared between readers of the same rights: do not change
        them in place.

    Raises:
        WarehouseMissing: The build cannot be opened.
        QueryTooSlow: The question took more than fifteen seconds.
    """
    bound = dict(parameters or {})
    for name, visible in (
        ("visible_regions", principal.region_codes),
        ("visible_places", principal.place_codes),
    ):
        if f"${name}" in sql:
            bound[name] = list(visible)
    return _fetch_once(
        principal.build_id, principal.role_code, principal.region_codes, sql, bound
    )


# Keyed on build, rights, question and parameters; never on a frame or on st.user.
@st.cache_resource(max_entries=200, show_spinner=False)
def _fetch_once(
    build_id: str,
    role_code: str,  # noqa: ARG001 - part of the key
    region_codes: tuple[str, ...],  # noqa: ARG001 - part of the key
    sql: str,
    bound: dict[str, object],
) -> pl.DataFrame:
    with open_cursor(build_id) as cursor:
        return cursor.sql(sql, params=bound).pl()


@contextmanager
def open_cursor(build_id: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Lend a cursor of the build's connection, stopped when its time is up.

    One cursor per question: threads that share one get each other's rows.
    """
    cursor = _connect(find_build_file(build_id)).cursor()
    budget = threading.Timer(QUERY_BUDGET_SECONDS, cursor.interrupt)
    budget.start()
    try:
        yield cursor
    except duckdb.InterruptException as reason:
        raise QueryTooSlow from reason
    finally:
        budget.cancel()
        cursor.close()


def find_build_file(build_id: str) -> str:
    """Return the real path of a build's file; a new build always has a new one."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,80}", build_id):
        raise WarehouseMissing("the build id in current.json is not one of ours")
    path = load_settings().warehouse_dir / f"warehouse-{build_id}.duckdb"
    return str(path.resolve())


@st.cache_resource(max_entries=3, show_spinner=False)
def _connect(path: str) -> duckdb.DuckDBPyConnection:
    if not Path(path).is_file():
        raise WarehouseMissing("the file that current.json names is not there")
    try:
        return duckdb.connect(path, read_only=True, config=LOCKED_DOWN)
    except duckdb.Error as reason:
        message = f"the published file cannot be opened: {type(reason).__name__}"
        raise WarehouseMissing(message) from reason
