"""KPIs counted again from the export files are what the warehouse says, exactly."""

from pathlib import Path

import duckdb
import pytest

from tests.integration.communication_definitions import DEFINITIONS as COMMUNICATION
from tests.integration.exports_read_by_hand import Exports, read_seed
from tests.integration.follow_up_definitions import DEFINITIONS as FOLLOW_UP
from tests.integration.kpis_recounted import CATEGORY, PLACES, Cell, recount
from tests.integration.requirement_definitions import DEFINITIONS as REQUIREMENTS
from tests.integration.training_definitions import DEFINITIONS as TRAINING

DEFINITIONS = REQUIREMENTS | FOLLOW_UP | TRAINING | COMMUNICATION
PERCENT = {row["kpi_id"] for row in read_seed("kpis") if row["unit_code"] == "percent"}


@pytest.fixture(scope="module")
def warehouse(built_warehouse: Path):
    with duckdb.connect(str(built_warehouse), read_only=True) as connection:
        yield connection


def read_figures(
    warehouse: duckdb.DuckDBPyConnection, kpi_id: str
) -> dict[Cell, tuple[float, float | None, float | None]]:
    split = DEFINITIONS[kpi_id].split
    rows = warehouse.execute(
        """
        select
            period_kind_code, period_year, place_code,
            category_code, split_code, split_value_code,
            numerator, denominator, actual
        from marts.fct_kpi_values
        where
            kpi_id = $kpi_id
            and period_kind_code <> 'month'
            and place_code in $places
            and category_code in ('all', $category)
            and split_code in ('all', $split)
        """,
        {
            "kpi_id": kpi_id,
            "places": list(PLACES),
            "category": CATEGORY,
            "split": split[0] if split else "all",
        },
    ).fetchall()
    return {tuple(row[:6]): tuple(row[6:]) for row in rows}


def test_every_kpi_has_a_figure_for_the_nation(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    """Whatever is followed is fed by the example: no page of it is empty."""
    rows = warehouse.execute(
        """
        select kpi_id
        from marts.dim_kpis
        where kpi_id not in (
            select kpi_id
            from marts.fct_kpi_values
            where
                place_code = 'SE'
                and category_code = 'all'
                and split_code = 'all'
                and period_kind_code = 'year'
                and actual is not null
        )
        order by sort_order
        """
    ).fetchall()
    # The ranking can only be judged by audits after it; the seed says so.
    assert rows == [("BEY-12",)]


def test_at_least_twenty_kpis_are_counted_again() -> None:
    assert len(DEFINITIONS) >= 20
    assert len([one for one in DEFINITIONS.values() if one.split]) >= 10


@pytest.mark.parametrize("kpi_id", DEFINITIONS)
def test_a_kpi_counted_again_from_the_files_is_the_same(
    kpi_id: str, warehouse: duckdb.DuckDBPyConnection, example_exports: Path
) -> None:
    recounted = {
        cell: (numerator, denominator, build_actual(kpi_id, numerator, denominator))
        for cell, (numerator, denominator) in recount(
            DEFINITIONS[kpi_id], Exports(example_exports)
        ).items()
    }
    assert len({year for _, year, *_ in recounted}) >= 2
    assert read_figures(warehouse, kpi_id) == recounted


def build_actual(kpi_id: str, numerator: float, denominator: float | None) -> float:
    """Work out the figure from its parts: a share from sums, a count as it is."""
    if kpi_id in PERCENT:
        assert denominator
        return min(100 * numerator / denominator, 100)
    return numerator
