"""Load the forecasts of the year into a warehouse, as one more import."""

from pathlib import Path

import duckdb
import polars as pl

from pipelines.errors import ForecastError
from pipelines.forecast.backtest import BACKTEST
from pipelines.forecast.this_year import FORECASTS
from pipelines.settings import Settings

SCHEMAS = {"forecasts": FORECASTS, "backtest": BACKTEST}


def load_forecasts(
    con: duckdb.DuckDBPyConnection, settings: Settings, run_folder: Path | None
) -> None:
    """Create `imported.kpi_forecasts__forecasts` and `…__backtest`, replacing them.

    Args:
        con: An open warehouse.
        settings: Where forecasts are kept.
        run_folder: The forecast to load. Both tables are empty without one.

    Raises:
        ForecastError: The folder lies outside the folder of forecasts.
    """
    if run_folder is not None and run_folder.parent != settings.forecasts_dir:
        raise ForecastError(
            f"{run_folder} does not lie in {settings.forecasts_dir} and is no forecast "
            "of this home. Run `malbild score`."
        )
    con.execute("create schema if not exists imported")
    for name, schema in SCHEMAS.items():
        empty = pl.DataFrame(schema=schema)
        con.register("empty_forecasts", empty)
        con.execute(
            f"create or replace table imported.kpi_forecasts__{name} "
            "as from empty_forecasts"
        )
        con.unregister("empty_forecasts")
        if run_folder is not None:
            con.execute(
                f"insert into imported.kpi_forecasts__{name} by name "
                "from read_parquet($path)",
                {"path": str(run_folder / f"{name}.parquet")},
            )


def write_forecasts(warehouse: Path, settings: Settings, run_folder: Path) -> None:
    """Write a forecast into a finished build."""
    with duckdb.connect(str(warehouse)) as con:
        con.execute(f"set threads = {settings.threads}")
        con.execute(f"set memory_limit = '{settings.memory_limit}'")
        load_forecasts(con, settings, run_folder)
