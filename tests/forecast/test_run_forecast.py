from pathlib import Path

import duckdb
import numpy as np
import polars as pl
import pytest

from pipelines.errors import ForecastError
from pipelines.forecast.run_forecast import run_forecast
from pipelines.settings import load_settings
from pipelines.warehouse.load_forecasts import load_forecasts, write_forecasts
from tests.forecast.programmes import make_counts, make_frame


def write_warehouse(path: Path, data_on: str = "date '2025-10-31'") -> Path:
    """A warehouse that has what the forecasts read, and nothing else."""
    months = make_counts(np.random.default_rng(2), mean=60)[0]
    months[-1, 10:] = 0
    figures = make_frame(months).with_columns(
        period_start=pl.date("period_year", "period_month", 1),
        category_code=pl.lit("all"),
        split_code=pl.lit("all"),
    )
    with duckdb.connect(str(path)) as con:
        con.register("figures", figures.drop("unit_code", "period_month"))
        con.execute("create schema marts")
        con.execute("create table marts.fct_kpi_values as from figures")
        con.execute(f"create table marts.fct_builds as select {data_on} as data_on")
        con.execute(
            "create table marts.dim_kpis as select 'KPI-1' as kpi_id, "
            "'count' as unit_code"
        )
        con.execute(
            """
            create table marts.fct_goal_attainment as
            select
                'plan' as plan_code, 'KPI-1' as kpi_id, 'SE' as place_code,
                2025 as period_year, 'gt_prev_year' as target_kind_code,
                'target' as attainment_rule_code, null::double as target,
                60.0::double as previous_actual
            """
        )
    return path


def test_a_forecast_is_kept_under_a_name_that_its_content_gives(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    warehouse = write_warehouse(tmp_path / "warehouse.duckdb")
    run = run_forecast(warehouse, settings)
    assert run.parent == settings.forecasts_dir
    written = (run / "forecasts.parquet").read_bytes()
    assert run_forecast(warehouse, settings) == run
    assert (run / "forecasts.parquet").read_bytes() == written
    [forecast] = pl.read_parquet(run / "forecasts.parquet").to_dicts()
    assert forecast["forecast_low"] <= forecast["forecast"] <= forecast["forecast_high"]
    assert 0 <= forecast["target_chance"] <= 1
    assert pl.read_parquet(run / "backtest.parquet").height == 4 * 11


def test_a_forecast_comes_back_as_one_more_import(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    warehouse = write_warehouse(tmp_path / "warehouse.duckdb")
    run = run_forecast(warehouse, settings)
    for _ in range(2):
        write_forecasts(warehouse, settings, run)
        with duckdb.connect(str(warehouse)) as con:
            for table, rows in (("forecasts", 1), ("backtest", 44)):
                counted = con.execute(
                    f"select count(*) from imported.kpi_forecasts__{table}"
                ).fetchall()
                assert counted == [(rows,)]


def test_a_build_without_data_has_nothing_to_forecast(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    warehouse = write_warehouse(tmp_path / "warehouse.duckdb", "null::date")
    run = run_forecast(warehouse, settings)
    assert pl.read_parquet(run / "forecasts.parquet").is_empty()
    assert pl.read_parquet(run / "backtest.parquet").is_empty()


def test_a_warehouse_without_marts_is_refused(tmp_path: Path) -> None:
    duckdb.connect(str(tmp_path / "empty.duckdb")).close()
    with pytest.raises(ForecastError, match="malbild build"):
        run_forecast(tmp_path / "empty.duckdb", load_settings(tmp_path))


def test_a_forecast_of_another_home_is_refused(tmp_path: Path) -> None:
    with (
        duckdb.connect() as con,
        pytest.raises(ForecastError, match="no forecast of this home"),
    ):
        load_forecasts(con, load_settings(tmp_path), tmp_path / "elsewhere" / "run")
