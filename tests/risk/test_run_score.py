import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.errors import ScoreError
from pipelines.risk.ranking import CONTRIBUTIONS, SCORES
from pipelines.risk.run_score import run_score
from pipelines.settings import Settings, load_settings
from pipelines.warehouse.load_past_scores import load_past_scores
from pipelines.warehouse.load_scores import load_scores

Write = Callable[[pl.DataFrame], Path]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path / "home")


def test_the_same_data_give_the_same_bytes_under_the_same_name(
    features: pl.DataFrame, write_warehouse: Write, settings: Settings, tmp_path: Path
) -> None:
    first = run_score(write_warehouse(features), settings)
    shuffled = features.sample(fraction=1, shuffle=True, seed=1)
    elsewhere = load_settings(tmp_path / "elsewhere")
    second = run_score(write_warehouse(shuffled), elsewhere)
    assert first.name == second.name
    names = {path.name for path in first.iterdir()}
    assert {"config.json", "coefficients.json", "model_card_sv.md"} <= names
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_other_data_give_another_run(
    features: pl.DataFrame, write_warehouse: Write, settings: Settings
) -> None:
    first = run_score(write_warehouse(features), settings)
    changed = features.with_columns(pl.col("country_risk") + pl.col("severity_score"))
    second = run_score(write_warehouse(changed), settings)
    assert first != second
    assert first.exists()


def test_the_tables_have_the_promised_columns(
    features: pl.DataFrame, write_warehouse: Write, settings: Settings
) -> None:
    folder = run_score(write_warehouse(features), settings)
    scores = pl.read_parquet(folder / "scores.parquet")
    assert dict(scores.schema) == SCORES
    assert scores.height == features.height
    assert scores["model_run_id"].unique().to_list() == [folder.name]
    assert scores["n_missing_features"].sum() == sum(
        features[code].null_count() for code in features.columns[5:]
    )
    contributions = pl.read_parquet(folder / "contributions.parquet")
    assert dict(contributions.schema) == CONTRIBUTIONS


@pytest.mark.parametrize("cut", ["no rows", "nobody may be chosen"])
def test_nobody_to_choose_gives_empty_tables_with_all_columns(
    features: pl.DataFrame, write_warehouse: Write, settings: Settings, cut: str
) -> None:
    left = (
        features.clear()
        if cut == "no rows"
        else features.with_columns(is_eligible=pl.lit(False))
    )
    folder = run_score(write_warehouse(left), settings)
    scores = pl.read_parquet(folder / "scores.parquet")
    assert scores.is_empty()
    assert dict(scores.schema) == SCORES


def test_a_damaged_run_is_written_again_and_never_loaded(
    features: pl.DataFrame, write_warehouse: Write, settings: Settings
) -> None:
    warehouse = write_warehouse(features)
    folder = run_score(warehouse, settings)
    scores = folder / "scores.parquet"
    whole = scores.read_bytes()
    scores.write_bytes(whole[:-10])
    with duckdb.connect() as con, pytest.raises(ScoreError, match="not as they were"):
        load_scores(con, settings, folder)
    assert run_score(warehouse, settings) == folder
    assert scores.read_bytes() == whole


def test_scores_are_loaded_as_written_and_replaced_by_nothing(
    features: pl.DataFrame, write_warehouse: Write, settings: Settings
) -> None:
    folder = run_score(write_warehouse(features), settings)
    with duckdb.connect() as con:
        load_scores(con, settings, folder)
        loaded = con.table("imported.risk_model__scores").pl()
        assert loaded.equals(pl.read_parquet(folder / "scores.parquet"))
        assert con.execute(
            "select count(*) > 0 from imported.risk_model__contributions"
        ).fetchall() == [(True,)]
        load_scores(con, settings, None)
        emptied = con.table("imported.risk_model__scores").pl()
    assert emptied.is_empty()
    assert emptied.schema == loaded.schema


def test_features_of_another_day_are_refused(
    features: pl.DataFrame, write_warehouse: Write, settings: Settings
) -> None:
    warehouse = write_warehouse(features)
    run_score(warehouse, settings, as_of=date(2025, 10, 31))
    with pytest.raises(ScoreError, match="malbild build --as-of 2024-01-01"):
        run_score(warehouse, settings, as_of=date(2024, 1, 1))


def test_a_feature_without_a_column_is_named(
    features: pl.DataFrame, write_warehouse: Write, settings: Settings
) -> None:
    with pytest.raises(ScoreError, match="never_audited"):
        run_score(write_warehouse(features.drop("never_audited")), settings)


def test_a_row_without_a_stake_is_refused_and_not_dropped(
    features: pl.DataFrame, write_warehouse: Write, settings: Settings
) -> None:
    gap = features.with_columns(exposure_score=pl.lit(None, pl.Float64))
    with pytest.raises(ScoreError, match=r"rows without \['exposure_score'\]"):
        run_score(write_warehouse(gap), settings)


def test_the_last_bit_of_a_sum_made_in_another_order_changes_nothing(
    features: pl.DataFrame, write_warehouse: Write, settings: Settings
) -> None:
    first = run_score(write_warehouse(features), settings)
    nudged = features.with_columns(pl.col("exposure_score") * (1 + 1e-15))
    assert run_score(write_warehouse(nudged), settings) == first


def test_the_run_tells_how_it_was_made(
    features: pl.DataFrame, write_warehouse: Write, settings: Settings
) -> None:
    folder = run_score(write_warehouse(features), settings)
    config = json.loads((folder / "config.json").read_text(encoding="utf8"))
    assert config["as_of_on"] == "2025-10-31"
    assert config["seed"]
    assert {"scores.parquet", "coefficients.json"} <= set(config["sha256"])
    assert config["model_published_code"] == "experts_prior"
    assert config["published_reason_code"] == "stage_is_prior"
    weights = pl.read_parquet(folder / "weights.parquet")
    assert set(features.columns[6:]) <= set(weights["feature_code"])
    for language, words in (("sv", "för få revisioner"), ("en", "too few audits")):
        card = (folder / f"model_card_{language}.md").read_text(encoding="utf8")
        assert words in card
        assert folder.name in card


def test_every_unharmed_run_is_remembered(
    features: pl.DataFrame, write_warehouse: Write, settings: Settings
) -> None:
    first = run_score(write_warehouse(features), settings)
    changed = features.with_columns(pl.col("country_risk") + pl.col("severity_score"))
    second = run_score(write_warehouse(changed), settings)
    harmed = run_score(write_warehouse(features.head(5)), settings)
    scores = harmed / "scores.parquet"
    scores.write_bytes(scores.read_bytes()[:-10])
    with duckdb.connect() as con:
        load_past_scores(con, settings)
        remembered = con.execute(
            "select model_run_id, count(probability) from imported.risk_history__scores"
            " group by all"
        ).fetchall()
    assert dict(remembered) == {
        first.name: features.height,
        second.name: features.height,
    }


def test_a_home_without_a_ranking_remembers_none(settings: Settings) -> None:
    with duckdb.connect() as con:
        load_past_scores(con, settings)
        assert con.table("imported.risk_history__scores").pl().is_empty()
