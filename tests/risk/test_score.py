from datetime import date

import numpy as np
import polars as pl
import pytest

from pipelines.risk.cohort import Cohort, build_cohort
from pipelines.risk.design import build_scale
from pipelines.risk.rule import Rule
from pipelines.risk.score import Scores, score_cohort

AS_OF = date(2025, 10, 31)
SIGNED = "country_risk"


@pytest.fixture(scope="module")
def scores(cohort: Cohort, rule: Rule) -> Scores:
    return score_cohort(cohort, rule)


def test_without_audits_the_score_is_the_experts_rule(
    cohort: Cohort, rule: Rule, scores: Scores
) -> None:
    row = 17
    by_hand = rule.intercept.prior_mean
    for number, weight in enumerate(rule.weights):
        eligible = cohort.figures[number][cohort.is_eligible]
        figure = cohort.figures[number, row]
        if np.isnan(figure):
            continue
        spread = (
            max(np.nanstd(eligible), weight.smallest_sd)
            if weight.scale_code == "per_sd"
            else 1
        )
        by_hand += weight.prior_mean * (figure - np.nanmean(eligible)) / spread
    assert scores.linear[row] == pytest.approx(by_hand, abs=1e-12)
    assert scores.probability[row] == pytest.approx(1 / (1 + np.exp(-by_hand)))


def test_what_is_unknown_moves_no_score(features: pl.DataFrame, rule: Rule) -> None:
    unknown = features.with_columns(
        pl.when(pl.col("supplier_id") == "4000000003")
        .then(None)
        .otherwise(rule.feature_codes[0])
        .alias(rule.feature_codes[0]),
    ).with_columns(
        pl.when(pl.col("supplier_id") != "4000000003").then(code).alias(code)
        for code in rule.feature_codes[1:]
    )
    cohort = build_cohort(unknown, rule, as_of_on=AS_OF)
    mine = (cohort.rows["supplier_id"] == "4000000003").to_numpy()
    linear = score_cohort(cohort, rule).linear[mine]
    assert (linear == rule.intercept.prior_mean).all()


def test_what_is_at_stake_never_moves_the_probability(
    features: pl.DataFrame, rule: Rule, scores: Scores
) -> None:
    richer = features.with_columns(
        exposure_score=pl.col("exposure_score") * 2,
        severity_score=pl.lit(4),
    )
    changed = score_cohort(build_cohort(richer, rule, as_of_on=AS_OF), rule)
    assert (changed.probability == scores.probability).all()
    assert (changed.value > scores.value).any()


@pytest.mark.parametrize(
    "column", ["annual_value_sek", "size_class_code", "registration_country_code"]
)
def test_a_column_that_is_no_feature_is_not_even_read(
    features: pl.DataFrame, rule: Rule, scores: Scores, column: str
) -> None:
    more = features.with_columns(pl.lit("7").alias(column))
    changed = score_cohort(build_cohort(more, rule, as_of_on=AS_OF), rule)
    assert (changed.value == scores.value).all()


def test_a_higher_risk_never_lowers_the_score(
    features: pl.DataFrame, rule: Rule
) -> None:
    # Measured on the same scale: one supplier among many hardly moves the average.
    for weight in rule.weights:
        code = weight.feature_code
        known = features.with_columns(pl.col(code).fill_null(0.0))
        before = score_cohort(build_cohort(known, rule, as_of_on=AS_OF), rule)
        raised = known.with_columns(
            pl.when(pl.col("supplier_id") == "4000000003")
            .then(pl.col(code) + 3 * weight.smallest_sd)
            .otherwise(code)
            .alias(code)
        )
        cohort = build_cohort(raised, rule, as_of_on=AS_OF)
        after = score_cohort(cohort, rule)
        mine = (cohort.rows["supplier_id"] == "4000000003").to_numpy()
        change = (after.linear - before.linear)[mine]
        if weight.expected_sign:
            assert (change * weight.expected_sign > 0).all(), code


def test_the_order_of_rows_changes_nothing(
    features: pl.DataFrame, rule: Rule, scores: Scores
) -> None:
    shuffled = features.sample(fraction=1, shuffle=True, seed=3)
    changed = score_cohort(build_cohort(shuffled, rule, as_of_on=AS_OF), rule)
    assert (changed.linear == scores.linear).all()
    assert (changed.value == scores.value).all()


def test_only_suppliers_that_may_be_chosen_decide_what_is_usual(
    features: pl.DataFrame, rule: Rule, scores: Scores
) -> None:
    extreme = features.with_columns(
        pl.when("is_eligible").then(SIGNED).otherwise(pl.lit(1e6)).alias(SIGNED)
    )
    cohort = build_cohort(extreme, rule, as_of_on=AS_OF)
    changed = score_cohort(cohort, rule).linear
    assert (changed == scores.linear)[cohort.is_eligible].all()


def test_a_fact_that_hardly_anyone_shares_does_not_decide_everything(
    rule: Rule,
) -> None:
    flag = next(weight for weight in rule.weights if weight.smallest_sd == 0.3)
    one_in_a_thousand = np.zeros(1000)
    one_in_a_thousand[0] = 1
    scale = build_scale(one_in_a_thousand, flag)
    assert scale.spread == 0.3
    assert build_scale(np.array([np.nan]), flag).spread == 0.3
