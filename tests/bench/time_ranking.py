"""Time the ranking of a large programme: features in SQL, fit, score, bands.

Prints one JSON line: part -> seconds and rows. Fitting is set beside the ridge logistic
of scikit-learn on the same rows; nothing is written to the home.
"""

import json
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from pipelines.risk.challengers import fit_ridge
from pipelines.risk.contenders import build_known, fit_anchored
from pipelines.risk.draws import score_draws
from pipelines.risk.history import History, load_history
from pipelines.risk.rule import Rule, load_rule
from pipelines.risk.score import score_cohort
from pipelines.settings import load_settings
from pipelines.warehouse.publications import load_current
from pipelines.warehouse.run_dbt import run_dbt_on

FEATURES = ("intermediate.supplier_features", "fct_supplier_features")


def time_features(warehouse: Path) -> dict[str, float]:
    """Build the features again in a copy of the warehouse; count dbt's own seconds."""
    settings = load_settings()
    with tempfile.TemporaryDirectory(dir=settings.warehouse_dir) as folder:
        copy = Path(folder) / "malbild.duckdb"
        shutil.copy(warehouse, copy)
        _, outcome = run_dbt_on(copy, ["run", "--select", *FEATURES], settings)
        assert outcome.success, outcome.exception
        with duckdb.connect(str(copy), read_only=True) as con:
            [(rows,)] = con.execute(
                "select count(*) from marts.fct_supplier_features"
            ).fetchall()
        seconds = sum(result.execution_time for result in outcome.result.results)
    return {"seconds": seconds, "rows": rows}


def time_ranking(history: History, rule: Rule) -> dict[str, dict[str, float]]:
    """Fit to all audits, then score today's population and place it in bands."""
    known = build_known(history, history.today, rule)
    fitted, trained = time_call(lambda: fit_anchored(known))
    ridge, _ = time_call(lambda: fit_ridge(known.x.T.copy(), known.has_major))
    scored, scores = time_call(lambda: score_cohort(history.today, rule, trained))
    placed, _ = time_call(lambda: score_draws(history.today, scores, rule))
    n_audits, n_rows = known.has_major.size, history.today.rows.height
    return {
        "fit": {"seconds": fitted, "rows": n_audits, "floor": ridge},
        "score": {"seconds": scored, "rows": n_rows},
        "bands": {"seconds": placed, "rows": n_rows},
    }


def time_call(call: Callable[[], Any]) -> tuple[float, Any]:
    """Call once; return the seconds it took and what it gave."""
    started = time.perf_counter()
    given = call()
    return time.perf_counter() - started, given


def main() -> None:
    """Time what the home in MALBILD_HOME has published."""
    settings = load_settings()
    current = load_current(settings)
    assert current, "nothing is published"
    warehouse = settings.warehouse_dir / current["file"]
    with duckdb.connect(str(warehouse), read_only=True) as con:
        rule = load_rule(con)
        history = load_history(con, rule)
    print(
        json.dumps({"features": time_features(warehouse)} | time_ranking(history, rule))
    )


if __name__ == "__main__":
    main()
