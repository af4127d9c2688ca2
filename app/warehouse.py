"""Read-only access to the published build that this run reads.

A build is published as warehouse-<build_id>.duckdb and named in current.json. A new
build is a new path: DuckDB keeps answering from the old file for as long as this
process holds a connection to the same path, even after the file was replaced.
"""

import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager

import duckdb
import polars as pl
import streamlit as st

from app.access import EVERY_ROLE, EVERYBODY, Principal
from app.build_pointer import find_build_file
from app.errors import AccessDenied, QueryTooSlow, WarehouseMissing
from app.open_publication import RESULTS, OpenPublication

QUERY_BUDGET_SECONDS = 15.0
# read_only alone still lets a query read and write the machine's files.
LOCKED_DOWN: dict[str, str | bool | int | float | list[str]] = {
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


def fetch(
    sql: str,
    parameters: Mapping[str, object] | None = None,
    *,
    principal: Principal,
) -> pl.DataFrame:
    """Run one question against the principal's build and return its rows.

    Rows of regions are narrowed by the query itself, with two parameters that are
    bound here and nowhere else, empty for those who may see everything:
    `(len($visible_regions) = 0 or region_code in $visible_regions)` and
    `(len($visible_places) = 0 or place_code in $visible_places)`. Figures of small
    groups of persons are emptied by the query, unless `$sees_few`.

    Args:
        sql: A select over `marts` tables with $named parameters.
        parameters: Values for them. Never format a value into `sql`.
        principal: Whose rights and whose build.

    Returns:
        The rows. They are shared between readers of the same rights: do not change
        them in place.

    Raises:
        AccessDenied: The reader has no role here. No regions means all of them, so a
            reader without rights must never get as far as the predicate.
        WarehouseMissing: The build cannot be opened.
        QueryTooSlow: The question took more than fifteen seconds.
    """
    if principal.role_code not in EVERY_ROLE:
        raise AccessDenied(principal.role_code)
    bound = dict(parameters or {})
    for name, visible in (
        ("visible_regions", principal.region_codes),
        ("visible_places", principal.place_codes),
    ):
        if f"${name}" in sql:
            bound[name] = list(visible)
    if "$sees_few" in sql:
        bound["sees_few"] = principal.sees_few
    return _fetch_once(
        principal.build_id, principal.role_code, principal.region_codes, sql, bound
    )


def fetch_open(
    sql: str,
    parameters: Mapping[str, object] | None = None,
    *,
    principal: Principal,
    publication: OpenPublication,
) -> pl.DataFrame:
    """Run one question against what has been published openly; anybody may.

    The file holds the published `marts.open_*` and nothing else, so a question that
    asks for more finds no such table.

    Args:
        sql: A select over `marts.open_*` tables with $named parameters.
        parameters: Values for them.
        principal: Who asks.
        publication: Which publication.

    Returns:
        The rows, shared between readers: do not change them in place.

    Raises:
        AccessDenied: The role is unknown.
        WarehouseMissing: The file cannot be opened.
        QueryTooSlow: The question took more than fifteen seconds.
    """
    if principal.role_code not in EVERYBODY:
        raise AccessDenied(principal.role_code)
    path = str(publication.find_path(RESULTS).resolve())
    return _fetch_open_once(path, sql, dict(parameters or {}))


@st.cache_resource(max_entries=100, show_spinner=False)
def _fetch_open_once(path: str, sql: str, bound: dict[str, object]) -> pl.DataFrame:
    with _lend_cursor(path) as cursor:
        return cursor.sql(sql, params=bound).pl()


# Keyed on build, rights, question and parameters; never on a frame or on st.user.
@st.cache_resource(max_entries=200, show_spinner=False)
def _fetch_once(
    build_id: str,
    role_code: str,  # noqa: ARG001 - part of the key
    region_codes: tuple[str, ...],  # noqa: ARG001 - part of the key
    sql: str,
    bound: dict[str, object],
) -> pl.DataFrame:
    with load_cursor(build_id) as cursor:
        return cursor.sql(sql, params=bound).pl()


@contextmanager
def load_cursor(build_id: str) -> Generator[duckdb.DuckDBPyConnection]:
    """Lend a cursor of the build's connection, stopped when its time is up.

    One cursor per question: threads that share one get each other's rows.
    """
    with _lend_cursor(str(find_build_file(build_id))) as cursor:
        yield cursor


@contextmanager
def _lend_cursor(path: str) -> Generator[duckdb.DuckDBPyConnection]:
    cursor = _connect(path).cursor()
    budget = threading.Timer(QUERY_BUDGET_SECONDS, cursor.interrupt)
    budget.daemon = True
    budget.start()
    try:
        yield cursor
    except duckdb.InterruptException as reason:
        raise QueryTooSlow from reason
    except (duckdb.IOException, duckdb.FatalException) as reason:
        # The connection is of no use any more; the next reader opens a new one.
        _connect.clear()
        message = f"the published file cannot be read: {type(reason).__name__}"
        raise WarehouseMissing(message) from reason
    finally:
        budget.cancel()
        cursor.close()


@st.cache_resource(max_entries=3, show_spinner=False)
def _connect(path: str) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(path, read_only=True, config=LOCKED_DOWN)
    except duckdb.Error as reason:
        message = f"the published file cannot be opened: {type(reason).__name__}"
        raise WarehouseMissing(message) from reason
