"""A made-up population of suppliers and the rule that the project ships."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
import pytest

from pipelines.risk.cohort import Cohort, build_cohort
from pipelines.risk.labels import LABELS
from pipelines.risk.rule import Rule, load_rule

SEEDS = Path(__file__).parents[2] / "dbt" / "seeds"
AS_OF = date(2025, 10, 31)
CATEGORIES = ["food", "it", "dental", "surgical_instruments"]


@pytest.fixture(scope="session")
def rule() -> Rule:
    """The rule in dbt/seeds, with a short list."""
    with duckdb.connect() as con:
        write_seeds(con)
        return replace(load_rule(con), plan_size=20)


@pytest.fixture(scope="session")
def features(rule: Rule) -> pl.DataFrame:
    """Made-up features of 200 suppliers, most in two categories, a third unknown."""
    rng = np.random.default_rng(7)
    n_rows = 360
    number = np.minimum(np.arange(n_rows), np.arange(n_rows) % 200)
    figures = {
        weight.feature_code: np.where(
            rng.random(n_rows) < 0.3,
            np.nan,
            (rng.random(n_rows) < 0.1)
            if weight.smallest_sd == 0.3
            else rng.normal(2, 2, n_rows) * weight.smallest_sd,
        )
        for weight in rule.weights
    }
    return pl.DataFrame(
        {
            "supplier_id": [f"4{one:09}" for one in number],
            "category_code": [
                CATEGORIES[(one + row // 200) % 4] for row, one in enumerate(number)
            ],
            "is_today": True,
            "is_eligible": rng.random(n_rows) < 0.9,
            "severity_score": rng.choice([2.0, 3.0, 4.0], n_rows),
            "exposure_score": rng.uniform(1, 2, n_rows),
        }
        | figures
    ).with_columns(pl.col(list(figures)).fill_nan(None))


@pytest.fixture(scope="session")
def cohort(features: pl.DataFrame, rule: Rule) -> Cohort:
    return build_cohort(features, rule, as_of_on=AS_OF)


@pytest.fixture
def write_warehouse(tmp_path: Path) -> Callable[[pl.DataFrame], Path]:
    """Write a warehouse that has what the ranking reads, and nothing else."""

    def write(features: pl.DataFrame) -> Path:
        path = tmp_path / "warehouse.duckdb"
        path.unlink(missing_ok=True)
        with duckdb.connect(str(path)) as con:
            write_seeds(con)
            con.execute("create schema marts")
            con.register("features", features)
            con.execute(
                "create table marts.fct_supplier_features as "
                "select *, date '2025-10-31' as as_of_on, "
                "false as is_half_year, false as is_audit from features"
            )
            labels = pl.DataFrame(schema=LABELS)
            con.register("labels", labels)
            con.execute("create table marts.fct_audit_labels as from labels")
            con.execute("create schema imported")
            con.execute(
                "create table imported.build__run as "
                "select date '2025-10-31' as as_of_on"
            )
        return path

    return write


def write_seeds(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create schema seeds")
    for name in ("risk_features", "risk_model_in_use", "risk_group_reasons"):
        con.execute(f"create table seeds.{name} as from read_csv('{SEEDS / name}.csv')")
