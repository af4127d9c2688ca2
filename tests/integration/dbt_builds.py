"""dbt run in this process, on a warehouse that belongs to one test."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from pipelines.importing.run_import import run_import
from pipelines.settings import load_settings
from pipelines.warehouse.load_build_records import load_build_records
from pipelines.warehouse.load_forecasts import load_forecasts
from pipelines.warehouse.load_imports import load_imports
from pipelines.warehouse.load_past_scores import load_past_scores
from pipelines.warehouse.load_reference import load_reference
from pipelines.warehouse.load_scores import load_scores
from pipelines.warehouse.load_sources import load_sources
from pipelines.warehouse.load_store import load_store
from pipelines.warehouse.run_dbt import run_dbt_on


def write_warehouse(home: Path, *, exports: Path | None, as_of: date) -> Path:
    """A warehouse with everything dbt reads, from these exports or from none."""
    settings = load_settings(home)
    home.mkdir(parents=True, exist_ok=True)
    if exports is not None:
        assert run_import(exports, settings).is_usable
    path = home / "malbild.duckdb"
    with duckdb.connect(str(path)) as con:
        load_imports(con, settings)
        load_sources(con)
        load_reference(con, settings)
        load_scores(con, settings, None)
        load_past_scores(con, settings)
        load_forecasts(con, settings, None)
        load_build_records(con, {})
        load_store(con, settings)
        con.execute(
            """
            create table imported.build__run as
            select
                'test' as build_id,
                now() as started_at,
                max(data_on) as data_on,
                $as_of::date as as_of_on,
                false as is_example
            from imported.follow_up_cases__cases
            """,
            {"as_of": as_of},
        )
    return path


def run_dbt(
    warehouse: Path, *arguments: str, has_unit_tests: bool = False
) -> list[Any]:
    """Run one dbt command and return a result per node; failures are in there too.

    Rules in YAML are run together at the end, as in a build, as far as what they are
    about is there. Unit tests read none of a test's own rows, so one test runs them.
    """
    options = (
        *("--indirect-selection", "buildable"),
        *("--exclude", "test_type:generic"),
        *(() if has_unit_tests else ("--exclude-resource-type", "unit_test")),
    )
    _, outcome = run_dbt_on(
        warehouse, [*arguments, *options], load_settings(warehouse.parent)
    )
    assert outcome.exception is None, outcome.exception
    return list(outcome.result.results)


def find_failures(results: list[Any]) -> list[str]:
    """Name what did not pass, with dbt's own message."""
    return [
        f"{result.node.name}: {result.message}"
        for result in results
        if result.status not in {"success", "pass", "no-op"}
    ]


def read_rows(warehouse: Path, query: str) -> list[tuple[Any, ...]]:
    """Read the answer to one query."""
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return con.execute(query).fetchall()
