"""Load the scores of a model run into a warehouse, as one more import."""

from pathlib import Path

import duckdb
import polars as pl

from pipelines.errors import ScoreError
from pipelines.risk.ranking import CONTRIBUTIONS, SCORES
from pipelines.risk.write_run import read_run
from pipelines.settings import Settings
from pipelines.warehouse.load_model import load_model

SCHEMAS = {"scores": SCORES, "contributions": CONTRIBUTIONS}


def load_scores(
    con: duckdb.DuckDBPyConnection, settings: Settings, run_folder: Path | None
) -> None:
    """Create `imported.risk_model__…` with scores and evidence, replacing them.

    Args:
        con: An open warehouse.
        settings: Where model runs are kept.
        run_folder: The run to load. All tables are empty without one.

    Raises:
        ScoreError: The run is damaged or lies outside the folder of model runs.
    """
    if run_folder is not None:
        if run_folder.parent != settings.models_dir:
            raise ScoreError(
                f"{run_folder} does not lie in {settings.models_dir} and is no model "
                "run of this home. Run `malbild score`."
            )
        read_run(run_folder)
    con.execute("create schema if not exists imported")
    for name, schema in SCHEMAS.items():
        empty = pl.DataFrame(schema=schema)
        con.register("empty_scores", empty)
        con.execute(
            f"create or replace table imported.risk_model__{name} as from empty_scores"
        )
        con.unregister("empty_scores")
        if run_folder is not None:
            con.execute(
                f"insert into imported.risk_model__{name} by name "
                "from read_parquet($path)",
                {"path": str(run_folder / f"{name}.parquet")},
            )
    load_model(con, settings, run_folder)


def write_scores(warehouse: Path, settings: Settings, run_folder: Path) -> None:
    """Write the scores of a model run into a finished build."""
    with duckdb.connect(str(warehouse)) as con:
        con.execute(f"set threads = {settings.threads}")
        con.execute(f"set memory_limit = '{settings.memory_limit}'")
        load_scores(con, settings, run_folder)
