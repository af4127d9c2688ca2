"""Models judged on made-up audits whose truth is known."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from pipelines.risk.evaluate import (
    EVALUATION,
    POOLED,
    Judged,
    find_places,
    score_judged,
)
from pipelines.risk.reliability import build_reliability

N = 600
WINDOWS = [date(2023, 1, 1), date(2023, 7, 1), date(2024, 1, 1)]


@pytest.fixture(scope="module")
def judged() -> Judged:
    rng = np.random.default_rng(11)
    truth = rng.normal(size=N)
    probability = 1 / (1 + np.exp(-(truth - 0.5)))
    rows = pl.DataFrame(
        {
            "as_of_on": [WINDOWS[n % 3] for n in range(N)],
            "audit_id": [f"A{n}" for n in range(N)],
            "supplier_id": [f"S{n}" for n in range(N)],
            "category_code": "food",
            "corporate_group_id": [f"G{n // 2}" for n in range(N)],
            "auditor_code": [None if n % 7 == 0 else f"X{n % 5}" for n in range(N)],
            "audit_type_code": ["office" if n % 4 else "factory" for n in range(N)],
            "is_major": rng.random(N) < probability,
        }
    )
    return Judged(
        rows=rows,
        scores={"knows": truth, "random": np.zeros(N), "wrong": -truth},
        probabilities={"knows": probability},
    )


@pytest.fixture(scope="module")
def table(judged: Judged) -> pl.DataFrame:
    return score_judged(judged, plan_size=60, seed=1).table


def find_row(
    table: pl.DataFrame, model: str, metric: str, window: str = POOLED
) -> dict:
    return table.row(
        by_predicate=(pl.col("model_code") == model)
        & (pl.col("metric_code") == metric)
        & (pl.col("window_code") == window),
        named=True,
    )


def test_one_who_knows_is_told_from_chance_with_an_interval(
    table: pl.DataFrame,
) -> None:
    knows = find_row(table, "knows", "within_auditor_auc")
    assert knows["low"] > 0.55
    assert knows["low"] < knows["measured"] < knows["high"]
    assert find_row(table, "random", "within_auditor_auc")["measured"] == 0.5
    assert find_row(table, "wrong", "auc")["high"] < 0.5


def test_precision_is_told_in_counts(judged: Judged, table: pl.DataFrame) -> None:
    row = find_row(table, "knows", "precision_at_k")
    assert row["n_chosen"] == 180
    assert row["n_rows"] == N
    assert row["n_positives"] == judged.rows["is_major"].sum()
    assert row["measured"] == pytest.approx(row["n_hits"] / 180)
    blind = find_row(table, "random", "precision_at_k")
    assert blind["measured"] == pytest.approx(
        sum(judged.find_window(day).rows["is_major"].mean() / 3 for day in WINDOWS)
    )


def test_ties_are_told_apart(table: pl.DataFrame) -> None:
    best = find_row(table, "random", "precision_at_k_best")["measured"]
    worst = find_row(table, "random", "precision_at_k_worst")["measured"]
    assert best == 1
    assert worst == 0
    assert find_row(table, "knows", "precision_at_k_best")["measured"] == pytest.approx(
        find_row(table, "knows", "precision_at_k_worst")["measured"]
    )


def test_every_window_is_judged_too(table: pl.DataFrame) -> None:
    assert table.schema == pl.Schema(EVALUATION)
    assert set(table["window_code"]) == {POOLED, *map(str, WINDOWS)}
    assert find_row(table, "knows", "auc", "2023-01-01")["n_rows"] == N / 3


def test_good_probabilities_have_skill_and_slope_one(table: pl.DataFrame) -> None:
    assert find_row(table, "knows", "brier_skill")["measured"] > 0.05
    slope = find_row(table, "knows", "calibration_slope")
    assert slope["low"] < 1 < slope["high"]
    models = table.filter(pl.col("metric_code") == "brier")["model_code"].unique()
    assert models.to_list() == ["knows"]


def test_the_same_seed_gives_the_same_figures(
    judged: Judged, table: pl.DataFrame
) -> None:
    assert score_judged(judged, plan_size=60, seed=1).table.equals(table)


def test_few_audits_leave_most_of_them_unchosen() -> None:
    assert find_places(300, 40) == 40
    assert find_places(30, 40) == 10
    assert find_places(1, 40) == 1


def test_reliability_has_four_bins_of_each_kind_that_add_up(judged: Judged) -> None:
    bins = build_reliability(judged)
    assert bins.height == 8
    assert bins["n_audits"].sum() == N
    assert bins["n_major_audits"].sum() == judged.rows["is_major"].sum()
    for row in bins.iter_rows(named=True):
        assert row["low_pct"] <= row["major_pct"] <= row["high_pct"]
    office = bins.filter(pl.col("audit_type_code") == "office")
    assert office["predicted_pct"].is_sorted()
