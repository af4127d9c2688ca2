"""Load what earlier rankings said, so that audits after them can tell how right it was.

models/<run>/scores.parquet -> imported.risk_history__scores

A ranking is always made before the audits that judge it, so the newest one is no help.
"""

import duckdb
import polars as pl

from pipelines.errors import ScoreError
from pipelines.risk.ranking import SCORES
from pipelines.risk.write_run import read_run
from pipelines.settings import Settings

COLUMNS = ("model_run_id", "as_of_on", "supplier_id", "category_code", "probability")


def load_past_scores(con: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Create `imported.risk_history__scores` from every unharmed run of this home."""
    con.execute("create schema if not exists imported")
    empty = pl.DataFrame(schema={name: SCORES[name] for name in COLUMNS})
    con.register("empty_scores", empty)
    con.execute(
        "create or replace table imported.risk_history__scores as from empty_scores"
    )
    con.unregister("empty_scores")
    for path in _find_scores(settings):
        con.execute(
            f"insert into imported.risk_history__scores select {', '.join(COLUMNS)} "
            "from read_parquet($path)",
            {"path": path},
        )


def _find_scores(settings: Settings) -> list[str]:
    found = []
    for folder in sorted(settings.models_dir.glob("[!.]*")):
        try:
            read_run(folder)
        except ScoreError:
            # An old run that has been changed tells nothing; no reason to stop for it.
            continue
        found.append(str(folder / "scores.parquet"))
    return found
