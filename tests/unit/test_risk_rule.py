from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.errors import ScoreError
from pipelines.risk.rule import INTERCEPT, Weight, check_weight, load_rule

SEEDS = Path(__file__).parents[2] / "dbt" / "seeds"
FEATURES = pl.read_csv(SEEDS / "risk_features.csv")
MODEL = pl.read_csv(SEEDS / "risk_model_in_use.csv")

#: Facts about owners, size and place are audited for fairness, never used.
FORBIDDEN = ("nationality", "registration", "owner", "spend", "value", "region", "size")


def load(features: pl.DataFrame, model: pl.DataFrame):
    with duckdb.connect() as con:
        con.execute("create schema seeds")
        con.register("some_features", features)
        con.register("some_model", model)
        con.execute("create table seeds.risk_features as from some_features")
        con.execute("create table seeds.risk_model_in_use as from some_model")
        return load_rule(con)


def test_the_rule_in_the_seeds_can_be_used() -> None:
    rule = load(FEATURES, MODEL)
    assert rule.intercept.feature_code == INTERCEPT
    with_a_column = FEATURES.filter(pl.col("scale_code") != "per_category")
    assert len(rule.weights) == with_a_column.height - 1
    assert rule.model_code == "anchored"


def test_how_unsure_the_experts_are_follows_one_rule() -> None:
    features = FEATURES.filter(pl.col("scale_code") != "per_category")
    half = (features["prior_mean"].abs() / 2).clip(lower_bound=0.10)
    assert (features["prior_sd"] - half).abs().max() < 1e-9


def test_no_feature_is_about_owner_size_or_place() -> None:
    for code in FEATURES["feature_code"]:
        assert not [word for word in FORBIDDEN if word in code]


def test_every_feature_has_its_words() -> None:
    words = FEATURES.select(pl.col("^(feature_name|reason_.*|fact_source)_(sv|en)$"))
    assert words.width == 8
    assert words.null_count().sum_horizontal().item() == 0


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"expected_sign": 2}, "expected_sign is 2"),
        ({"expected_sign": -1}, "sign that expected_sign forbids"),
        ({"prior_sd": 0.0}, "prior_sd is 0.0"),
        ({"scale_code": "per_mille"}, "scale_code is 'per_mille'"),
        ({"smallest_sd": 0.0}, "smallest_sd is 0.0"),
    ],
)
def test_a_weight_that_contradicts_itself_is_named(
    change: dict[str, object], complaint: str
) -> None:
    sound = {
        "feature_code": "country_risk",
        "expected_sign": 1,
        "prior_mean": 0.5,
        "prior_sd": 0.25,
        "scale_code": "per_sd",
        "smallest_sd": 1.0,
    }
    check_weight(Weight(**sound))
    with pytest.raises(ScoreError, match=f"country_risk: .*{complaint}"):
        check_weight(Weight(**(sound | change)))


def test_exactly_one_model_is_in_use() -> None:
    with pytest.raises(ScoreError, match="has 2 rows; write exactly one"):
        load(FEATURES, pl.concat([MODEL, MODEL]))


def test_a_rule_without_a_starting_level_is_refused() -> None:
    with pytest.raises(ScoreError, match="0 rows called intercept"):
        load(FEATURES.filter(pl.col("feature_code") != INTERCEPT), MODEL)
