"""Somebody else's establishments, through the same exports and commands.

Public restaurant inspections (see tests/risk/convert_inspections.py): no
self-assessments, no countries, no values of contracts. A small share of them is
enough to see that everything runs and that nothing from after a day is used.
"""

import json
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.conftest import SHARED, run_malbild
from tests.risk.convert_inspections import (
    build_exports,
    read_inspections,
    write_exports,
)

INSPECTIONS = SHARED / "data" / "inspections" / "nyc_restaurants_2012_2016.parquet"
SHARE = 0.03


@pytest.fixture(scope="module")
def tables() -> dict[tuple[str, str], pl.DataFrame]:
    if not INSPECTIONS.exists():
        pytest.skip(f"{INSPECTIONS.name} lies outside the project and is not here")
    return build_exports(read_inspections(INSPECTIONS, SHARE))


@pytest.fixture(scope="module")
def home(
    tables: dict[tuple[str, str], pl.DataFrame],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    folder = tmp_path_factory.mktemp("inspections")
    write_exports(tables, folder / "exports")
    refreshed = run_malbild(
        *("refresh", "--home", folder / "home", "--exports", folder / "exports")
    )
    assert refreshed.returncode == 0, refreshed.stderr
    return folder / "home"


def test_every_row_is_received_and_none_rejected(
    home: Path, tables: dict[tuple[str, str], pl.DataFrame]
) -> None:
    ledger = (home / "imported" / "ledger.jsonl").read_text(encoding="utf8")
    events = [json.loads(line) for line in ledger.splitlines()]
    received = {(e["source"], e["table"]): e["n_accepted"] for e in events}
    assert received == {key: frame.height for key, frame in tables.items()}
    assert {event["n_rejected"] for event in events} == {0}


def test_the_backtest_judges_every_model_on_past_days(home: Path) -> None:
    printed = run_malbild("backtest", "--json", "--home", home).stdout
    found = json.loads(printed)
    pooled = pl.DataFrame(found["evaluation"]).filter(pl.col("window_code") == "pooled")
    auc = dict(
        pooled.filter(pl.col("metric_code") == "auc")
        .select("model_code", "measured")
        .iter_rows()
    )
    assert {"anchored", "experts_prior", "ridge", "boosting", "random"} <= set(auc)
    # What an establishment did before says something of what it does next.
    assert auc["anchored"] > 0.55
    assert auc["random"] == pytest.approx(0.5)


def test_no_label_was_known_before_it_was_found(home: Path) -> None:
    pointer = json.loads((home / "warehouse" / "current.json").read_text())
    with duckdb.connect(
        str(home / "warehouse" / pointer["file"]), read_only=True
    ) as con:
        [(n_labels, n_early, newest)] = con.execute(
            """
            select
                count(*),
                count(*) filter (labels.as_of_on >= labels.visited_on),
                max(features.audit_fact_on - features.as_of_on)
            from marts.fct_audit_labels as labels
            inner join marts.fct_supplier_features as features
                using (supplier_id, category_code, as_of_on)
            """
        ).fetchall()
    assert n_labels > 500
    assert n_early == 0
    assert newest < 0
