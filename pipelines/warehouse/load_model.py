"""Load what model runs tell of themselves into a warehouse, as one more import.

models/<run>/config.json + parquet -> imported.risk_model__runs, …__gate, …

The pages show it from the marts; no page ever reads a run's folder.
"""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.errors import ScoreError
from pipelines.risk.run_tables import EVIDENCE, RUNS
from pipelines.risk.write_run import read_run
from pipelines.settings import Settings

#: Told of the run that a build shows.
OF_THE_RUN = (
    *("evaluation", "reliability", "groups", "monitoring", "cards"),
    "shadow_lists",
)
#: Told of every kept run, so that pages can say what has changed since the last one.
OF_EVERY_RUN = ("gate", "weights")
MOST_RUNS = 10


def load_model(
    con: duckdb.DuckDBPyConnection, settings: Settings, run_folder: Path | None
) -> None:
    """Create `imported.risk_model__runs` and the tables of evidence, replacing them.

    Args:
        con: An open warehouse.
        settings: Where model runs are kept.
        run_folder: The run that the build shows. All tables are empty without one.
    """
    kept = [] if run_folder is None else _find_kept(settings, run_folder)
    rows = [_build_row(config, run_folder) for _folder, config in kept]
    _write_table(con, "runs", pl.DataFrame(rows, schema=RUNS))
    for name in (*OF_THE_RUN, *OF_EVERY_RUN):
        folders = [
            folder
            for folder, _config in kept
            if name in OF_EVERY_RUN or folder == run_folder
        ]
        _write_table(con, name, _read_tables(folders, name))


def _find_kept(
    settings: Settings, run_folder: Path
) -> list[tuple[Path, dict[str, Any]]]:
    """Find the shown run and the newest of the others that are whole."""
    kept = []
    for folder in settings.models_dir.glob("[!.]*"):
        try:
            config = read_run(folder)
        except ScoreError:
            # An old run that has been changed tells nothing; no reason to stop for it.
            continue
        if {f"{name}.parquet" for name in EVIDENCE} <= set(config["sha256"]):
            kept.append((folder, config))
    kept.sort(key=lambda run: (run[0] == run_folder, *_find_age(run)), reverse=True)
    return kept[:MOST_RUNS]


def _find_age(run: tuple[Path, dict[str, Any]]) -> tuple[str, str]:
    return run[1]["as_of_on"], run[0].name


def _build_row(config: dict[str, Any], run_folder: Path | None) -> dict[str, Any]:
    row = {name: config.get(name) for name in RUNS}
    for name in ("as_of_on", "decided_on"):
        if row[name] is not None:
            row[name] = date.fromisoformat(str(row[name]))
    shown = run_folder is not None and config["model_run_id"] == run_folder.name
    return row | {"is_shown": shown}


def _read_tables(folders: list[Path], name: str) -> pl.DataFrame:
    schema = {"model_run_id": pl.String(), **EVIDENCE[name]}
    return pl.concat(
        [
            pl.DataFrame(schema=schema),
            *(
                pl.read_parquet(folder / f"{name}.parquet").select(
                    pl.lit(folder.name).alias("model_run_id"), *EVIDENCE[name]
                )
                for folder in folders
            ),
        ]
    )


def _write_table(con: duckdb.DuckDBPyConnection, name: str, rows: pl.DataFrame) -> None:
    con.register("rows_of_the_model", rows)
    con.execute(
        f"create or replace table imported.risk_model__{name} as from rows_of_the_model"
    )
    con.unregister("rows_of_the_model")
