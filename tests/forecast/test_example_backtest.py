"""The forecasts of the example programme, as its published build shows them."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.conftest import run_malbild


@pytest.fixture
def read(built_warehouse: Path) -> Any:
    with duckdb.connect(str(built_warehouse), read_only=True) as con:
        yield lambda query: con.sql(query).pl().to_dicts()


def test_the_intervals_held_and_the_forecasts_beat_last_year(built_home: Path) -> None:
    printed = run_malbild("forecast-backtest", "--json", "--home", str(built_home))
    found = json.loads(printed.stdout)
    together = found[-1]
    assert together["kpi_id"] == "all"
    assert together["n_forecasts"] > 1000
    assert 70 <= together["held_pct"] <= 90
    assert together["relative_error"] < together["rest_as_previous_relative_error"] < 1


def test_every_goal_has_a_forecast_or_a_reason(read: Any) -> None:
    counted = read(
        """
        select
            count(*) as n,
            count(*) filter (forecast is not null) as n_forecast,
            count(*) filter (reason_code is not null) as n_reasons
        from marts.fct_kpi_forecasts
        """
    )
    goals = read(
        "select count(*) as n from marts.fct_goal_attainment where period_year = 2025"
    )
    assert counted[0]["n"] == goals[0]["n"] > 0
    assert counted[0]["n_forecast"] > 0
    assert counted[0]["n_forecast"] + counted[0]["n_reasons"] == counted[0]["n"]


def test_a_goal_that_is_met_already_is_sure_to_be_met(read: Any) -> None:
    found = read(
        """
        select distinct forecasts.target_chance_pct
        from marts.fct_kpi_forecasts as forecasts
        inner join marts.fct_goal_attainment as goals
            using (plan_code, kpi_id, period_year, place_code)
        where
            goals.status_code = 'met'
            and forecasts.target_chance_pct is not null
            and goals.target_kind_code in ('gt_prev_year', 'abs_min')
        """
    )
    assert [row["target_chance_pct"] for row in found] == [100.0]


def test_a_count_never_ends_below_what_has_come(read: Any) -> None:
    assert not read(
        """
        select forecasts.kpi_id
        from marts.fct_kpi_forecasts as forecasts
        inner join marts.dim_kpis as kpis using (kpi_id)
        where kpis.unit_code = 'count' and forecast_low < so_far_actual
        """
    )
