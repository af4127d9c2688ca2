"""The example's true risks are known to nobody but this test."""

import json
import shutil
from pathlib import Path

import duckdb
import polars as pl
import pytest

LIST_LENGTH = 40


@pytest.fixture
def ranked(built_home: Path, example_exports: Path, tmp_path: Path) -> pl.DataFrame:
    """One row per ranked supplier and category, with its true probability."""
    folder = built_home / "warehouse"
    file = json.loads((folder / "current.json").read_text(encoding="utf8"))["file"]
    # A copy: the app's own connection to the file may be open here, locked its own way.
    copied = shutil.copy(folder / file, tmp_path)
    with duckdb.connect(str(copied), read_only=True) as con:
        ranking = con.sql("select * from marts.rpt_supplier_ranking").pl()
    truth = pl.read_parquet(example_exports / "known_truth.parquet").filter(
        pl.col("period_year") == 2025
    )
    rows = ranking.join(truth, on=["organisation_number", "category_code"])
    assert rows.height > 200
    return rows


def find_mean_truth(rows: pl.DataFrame, order: str) -> float:
    first = rows.sort(order, descending=True, nulls_last=True).head(LIST_LENGTH)
    mean = first["true_probability"].mean()
    assert isinstance(mean, float)
    return mean


def test_the_experts_rule_finds_more_than_spend_and_chance(
    ranked: pl.DataFrame,
) -> None:
    by_rule = find_mean_truth(ranked, "probability")
    by_spend = find_mean_truth(ranked, "annual_value_sek")
    by_chance = ranked["true_probability"].mean()
    assert isinstance(by_chance, float)
    assert by_rule > 1.4 * by_chance
    assert by_rule > 1.3 * by_spend


def test_the_rule_is_not_handed_the_answer(ranked: pl.DataFrame) -> None:
    related = ranked.select(
        pl.corr("probability", "true_probability", method="spearman")
    ).item()
    # It should know something, and cannot know the unseen part of a supplier's risk.
    assert 0.3 < related < 0.9


def test_nothing_in_the_home_holds_the_truth(built_home: Path) -> None:
    named = [path.name for path in built_home.rglob("*") if "truth" in path.name]
    assert not named
