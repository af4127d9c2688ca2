import json
from pathlib import Path

import duckdb

from pipelines.settings import load_settings
from pipelines.warehouse.changed_figures import (
    CHANGED_FIGURES,
    HISTORY,
    load_changed_figures,
)


def test_a_numerator_that_is_no_whole_number_is_kept_as_it_is(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    settings.warehouse_dir.mkdir(parents=True)
    kappa = {
        "kpi_id": "KPI-112-06",
        "old_numerator": 0.314961,
        "old_denominator": 0.853254,
        "new_numerator": 0.506916,
        "new_denominator": 0.91842,
    }
    line = dict.fromkeys(CHANGED_FIGURES) | kappa
    (settings.warehouse_dir / HISTORY).write_text(json.dumps(line) + "\n")
    with duckdb.connect() as con:
        con.execute("create schema imported")
        load_changed_figures(con, settings)
        kept = con.sql(
            f"select {', '.join(kappa)} from imported.ledger__changed_figures"
        )
        assert kept.fetchall() == [tuple(kappa.values())]
