"""The whole dbt project on an empty programme: its unit tests, and that it builds."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.integration.dbt_builds import (
    find_failures,
    read_rows,
    run_dbt,
    write_warehouse,
)

pytestmark = pytest.mark.xdist_group("dbt")

FEWEST_UNIT_TESTS = 100


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("empty")
    return write_warehouse(home, exports=None, as_of=date(2025, 10, 31))


@pytest.fixture(scope="module")
def results(warehouse: Path) -> list[Any]:
    return run_dbt(warehouse, "build")


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
