"""The whole dbt project on an empty programme: its unit tests, and that it builds."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlparse
from dbt.adapters.duckdb.impl import DuckDBAdapter
from sqlparse.engine import FilterStack

from app.store.connection import load_engine
from pipelines.settings import load_settings
from tests.integration.dbt_builds import (
    find_failures,
    read_rows,
    run_dbt,
    write_warehouse,
)
from tests.integration.store_plans import write_decided_plan

FEWEST_UNIT_TESTS = 100


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("empty")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALBILD_STORE_URL", load_settings(home).store_url)
        write_decided_plan()
        load_engine().dispose()
    return write_warehouse(home, exports=None, as_of=date(2025, 10, 31))


@pytest.fixture(scope="module")
def results(warehouse: Path) -> list[Any]:
    with pytest.MonkeyPatch.context() as patch:
        # Half of a unit test's time is dbt taking its model apart to put the made-up
        # rows first, and asking for the columns of the same tables again and again.
        patch.setattr(sqlparse, "parse", read_without_structure)
        patch.setattr(
            DuckDBAdapter,
            "get_columns_in_relation",
            remember_columns(DuckDBAdapter.get_columns_in_relation),
        )
        return run_dbt(warehouse, "build", has_unit_tests=True)


def read_without_structure(sql: str) -> tuple[Any, ...]:
    """Cut SQL into words: dbt only looks whether it begins with `with`."""
    return tuple(FilterStack().run(sql))


def remember_columns(find_columns: Callable[..., Any]) -> Callable[..., Any]:
    """Ask once for the columns of each table that stays what it is."""
    known: dict[str, Any] = {}

    def find(adapter: DuckDBAdapter, relation: Any) -> Any:
        name = str(relation)
        if name not in known or "__dbt_tmp" in name:
            known[name] = find_columns(adapter, relation)
        return known[name]

    return find


def of_kind(results: list[Any], *kinds: str) -> list[Any]:
    return [result for result in results if result.node.resource_type in kinds]


def test_every_unit_test_passes(results: list[Any]) -> None:
    unit_tests = of_kind(results, "unit_test")
    assert len(unit_tests) >= FEWEST_UNIT_TESTS
    assert not find_failures(unit_tests)


def test_a_programme_without_files_builds(results: list[Any]) -> None:
    assert len(of_kind(results, "model")) > 50
    assert not find_failures(of_kind(results, "model", "seed", "test"))


@pytest.mark.parametrize(
    "mart",
    [
        "fct_goal_attainment",
        "fct_kpi_values",
        "rpt_follow_up_counts",
        "rpt_supplier_ranking",
        "rpt_suspicions",
    ],
)
def test_nothing_is_made_up_where_nothing_came(
    warehouse: Path, results: list[Any], mart: str
) -> None:
    assert results
    assert read_rows(warehouse, f"select count(*) from marts.{mart}") == [(0,)]


def test_the_national_statistics_show_without_any_import(
    warehouse: Path, results: list[Any]
) -> None:
    assert results
    [(origins, n_places)] = read_rows(
        warehouse,
        """
        select list(distinct origin_code), count(distinct place_code)
        from marts.rpt_procurement_requirements
        """,
    )
    assert origins == ["reference"]
    assert n_places == 1 + 8 + 21


def test_f6_a_supplier_that_has_left_stays_in_its_plan(
    warehouse: Path, results: list[Any]
) -> None:
    assert not find_failures(results)
    # Nothing has been received, as if every register had lost its suppliers.
    items = """
        select is_in, is_recommended, is_missing_in_data, state_code, audit_id
        from marts.fct_plan_items order by supplier_id
    """
    assert read_rows(warehouse, items) == [
        (False, True, True, "decided", None),
        (True, True, True, "decided", None),
        (True, False, True, "decided", None),
    ]
    events = "select count(*), max(event_number) from marts.fct_plan_events"
    assert read_rows(warehouse, events) == [(10, 10)]
