from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest

from pipelines.risk.cohort import Cohort, build_cohort
from pipelines.risk.design import build_design
from pipelines.risk.draw_weights import draw_weights
from pipelines.risk.draws import find_band, score_draws
from pipelines.risk.rule import Rule
from pipelines.risk.score import score_cohort
from pipelines.risk.train import Trained, build_prior, score_probability

AS_OF = date(2025, 10, 31)


@pytest.fixture(scope="module")
def share(cohort: Cohort, rule: Rule) -> np.ndarray:
    return score_draws(cohort, score_cohort(cohort, rule), rule).share_in_top


def test_no_draw_crosses_the_sign_that_a_weight_may_have(rule: Rule) -> None:
    turned = replace(
        rule.weights[0], feature_code="turned", expected_sign=-1, prior_mean=-0.5
    )
    prior = build_rule_alone(replace(rule, weights=(*rule.weights, turned)))
    drawn = draw_weights(prior, n_draws=300, seed=1)
    for number, column in enumerate(prior.design.columns, start=1):
        assert (drawn[:, number] * column.expected_sign >= 0).all()
    assert drawn[:, -1].max() < 0


def test_draws_lie_around_the_experts_weights(rule: Rule) -> None:
    prior = build_rule_alone(rule)
    drawn = draw_weights(prior, n_draws=4000, seed=1)
    weights = (rule.intercept, *rule.weights)
    for number, weight in enumerate(weights):
        if not weight.expected_sign:
            error = weight.prior_sd / 4000**0.5
            assert abs(drawn[:, number].mean() - weight.prior_mean) < 4 * error
    again = draw_weights(prior, n_draws=4000, seed=1)
    assert (drawn == again).all()


def test_draws_follow_what_one_weight_says_of_another(rule: Rule) -> None:
    free = replace(rule.weights[0], expected_sign=0, prior_mean=0.0)
    held = replace(free, feature_code="held", expected_sign=1)
    prior = build_rule_alone(replace(rule, weights=(free, held)))
    covariance = np.array([[0.2, 0.0, 0.0], [0.0, 1.0, 0.8], [0.0, 0.8, 1.0]])
    trained = replace(prior, centre=np.array([0.0, 0.0, -0.5]), covariance=covariance)
    drawn = draw_weights(trained, n_draws=20_000, seed=1)
    rng = np.random.default_rng(2)
    many = rng.multivariate_normal(trained.centre, covariance, 200_000)
    kept = many[many[:, 2] >= 0]
    assert drawn.mean(axis=0) == pytest.approx(kept.mean(axis=0), abs=0.03)
    assert np.cov(drawn.T) == pytest.approx(np.cov(kept.T), abs=0.03)


def test_the_places_of_the_list_are_all_given_out(
    cohort: Cohort, rule: Rule, share: np.ndarray
) -> None:
    places = (
        cohort.rows.with_columns(share_in_top=share)
        .filter("is_eligible")
        .group_by("supplier_id")
        .agg(pl.col("share_in_top").max(), same=pl.col("share_in_top").n_unique())
    )
    assert places["share_in_top"].sum() == pytest.approx(rule.plan_size)
    assert places["same"].max() == 1
    assert np.isnan(share[~cohort.is_eligible]).all()


def test_a_longer_list_never_pushes_anyone_out(
    cohort: Cohort, rule: Rule, share: np.ndarray
) -> None:
    longer = score_draws(
        cohort, score_cohort(cohort, rule), replace(rule, plan_size=40)
    ).share_in_top
    assert (longer >= share)[cohort.is_eligible].all()


def test_suppliers_about_whom_the_same_is_known_share_the_places(
    features: pl.DataFrame, rule: Rule
) -> None:
    alike = features.with_columns(
        pl.lit(True).alias("is_eligible"),
        pl.lit("food").alias("category_code"),
        pl.lit(1.5).alias("exposure_score"),
        pl.lit(3).alias("severity_score"),
        *(pl.lit(None, pl.Float64).alias(code) for code in rule.feature_codes),
    )
    cohort = build_cohort(alike, rule, as_of_on=AS_OF)
    share = score_draws(cohort, score_cohort(cohort, rule), rule).share_in_top
    assert share == pytest.approx(rule.plan_size / 200)


def test_everyone_is_on_a_list_longer_than_the_population(
    cohort: Cohort, rule: Rule
) -> None:
    share = score_draws(
        cohort, score_cohort(cohort, rule), replace(rule, plan_size=10_000)
    ).share_in_top
    assert (share[cohort.is_eligible] == 1).all()


def test_bands_follow_the_share_and_nothing_is_a_band_below_the_last() -> None:
    shares = pl.DataFrame({"share_in_top": [1.0, 0.8, 0.79, 0.5, 0.2, 0.19, 0.0, None]})
    assert shares.select(find_band("share_in_top")).to_series().to_list() == [
        "very_likely",
        "very_likely",
        "likely",
        "likely",
        "borderline",
        None,
        None,
        None,
    ]


def test_bands_rise_with_the_share(share: np.ndarray) -> None:
    order = ["very_likely", "likely", "borderline", None]
    bands = (
        pl.DataFrame({"share_in_top": share})
        .fill_nan(None)
        .sort("share_in_top", descending=True, nulls_last=True)
        .select(find_band("share_in_top"))
        .to_series()
        .to_list()
    )
    assert bands == sorted(bands, key=order.index)
    assert set(bands) == set(order)


def build_rule_alone(rule: Rule) -> Trained:
    """The rule as a model, for a population about whom nothing is known."""
    unknown = np.full((len(rule.weights), 1), np.nan)
    return build_prior(build_design(unknown, np.array([True]), rule))


def test_the_spread_of_a_probability_is_that_of_its_draws(
    cohort: Cohort, rule: Rule
) -> None:
    scores = score_cohort(cohort, rule)
    found = score_draws(cohort, scores, rule).probability_sd
    drawn = draw_weights(scores.trained, n_draws=rule.n_draws, seed=rule.seed)
    linear = drawn[:, 1:] @ scores.x + drawn[:, :1]
    apart = np.stack([score_probability(row, scores.trained) for row in linear])
    assert found[cohort.is_eligible] == pytest.approx(
        apart.std(axis=0)[cohort.is_eligible], abs=1e-5
    )
    assert np.isnan(found[~cohort.is_eligible]).all()
