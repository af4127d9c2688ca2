"""Forecast the year of one build, and test the forecasts on the years before it.

marts.fct_kpi_values + marts.fct_goal_attainment
    -> [figures] -> [outlook: counts | shares] -> [this_year], [backtest]
    -> forecasts/<run>/
"""

import hashlib
from pathlib import Path

import duckdb
import polars as pl

from pipelines.forecast.backtest import BACKTEST, build_backtest
from pipelines.forecast.figures import load_figures
from pipelines.forecast.this_year import FORECASTS, build_forecasts
from pipelines.settings import Settings

GOALS = """
select
    plan_code,
    kpi_id,
    place_code,
    target_kind_code,
    attainment_rule_code,
    target,
    previous_actual
from marts.fct_goal_attainment
where period_year = $this_year
order by all
"""


def run_forecast(warehouse: Path, settings: Settings) -> Path:
    """Forecast the running year of a finished build and keep the result.

    Args:
        warehouse: A build whose goals are judged. It is only read.
        settings: Where forecasts are kept.

    Returns:
        The folder with forecasts.parquet and backtest.parquet, named by its content:
        the same data give the same folder.

    Raises:
        ForecastError: The marts are not built.
    """
    forecasts = pl.DataFrame(schema=FORECASTS)
    backtest = pl.DataFrame(schema=BACKTEST)
    with duckdb.connect(str(warehouse), read_only=True) as con:
        figures = load_figures(con)
        if figures is not None:
            goals = con.sql(GOALS, params={"this_year": figures.data_on.year}).pl()
            forecasts = build_forecasts(figures, goals)
            backtest = build_backtest(figures.histories)
    tables = {"forecasts": forecasts, "backtest": backtest}
    return _write_tables(tables, settings.forecasts_dir)


def _write_tables(tables: dict[str, pl.DataFrame], folder: Path) -> Path:
    digest = hashlib.sha256()
    for table in tables.values():
        digest.update(table.write_csv().encode())
    run = folder / digest.hexdigest()[:16]
    run.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        # Readers see the whole file or none.
        unfinished = run / f".{name}.unfinished"
        table.write_parquet(unfinished)
        unfinished.replace(run / f"{name}.parquet")
    return run
