from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from pipelines.risk.challengers import fit_boosting, fit_ridge
from pipelines.risk.cohort import Cohort
from pipelines.risk.design import Design, build_columns, build_design
from pipelines.risk.draws import score_draws
from pipelines.risk.explain import build_explanation
from pipelines.risk.prior_width import Window, find_prior_width
from pipelines.risk.rule import PER_CATEGORY, Rule, Weight
from pipelines.risk.score import build_cohort_design, score_cohort
from pipelines.risk.stages import find_stage
from pipelines.risk.train import (
    Trained,
    build_prior,
    fit_model,
    score_linear,
    score_probability,
)


@pytest.fixture(scope="module")
def free_rule(rule: Rule) -> Rule:
    """The rule, with an effect for each category."""
    effect = Weight("category_effect", 0, 0.0, 0.45, PER_CATEGORY, 1.0)
    return replace(rule, category_effect=effect)


@pytest.fixture(scope="module")
def design(cohort: Cohort, free_rule: Rule) -> Design:
    return build_cohort_design(cohort, free_rule)


@pytest.fixture(scope="module")
def x(cohort: Cohort, design: Design) -> np.ndarray:
    return build_columns(cohort.rows["category_code"], cohort.figures, design)


@pytest.fixture(scope="module")
def has_major(cohort: Cohort, x: np.ndarray) -> np.ndarray:
    """In truth food is bad, and nothing else counts."""
    is_food = (cohort.rows["category_code"] == "food").to_numpy()
    luck = np.random.default_rng(4).random(x.shape[1])
    return (luck < np.where(is_food, 0.7, 0.2)).astype(np.int64)


@pytest.fixture(scope="module")
def labels(cohort: Cohort) -> pl.DataFrame:
    n = cohort.rows.height
    return pl.DataFrame({"auditor_code": [f"a{row % 5}" for row in range(n)]})


@pytest.fixture(scope="module")
def trained(x, has_major, labels, design) -> Trained:
    return fit_model(x, has_major, labels, design, stage="anchored")


def test_at_the_first_stage_the_ranking_is_the_experts(
    cohort: Cohort, free_rule: Rule, x, has_major, labels, design
) -> None:
    early = fit_model(x, has_major, labels, design, stage="prior")
    assert early.n_labels == has_major.size
    experts = score_cohort(cohort, free_rule)
    ours = score_cohort(cohort, free_rule, early)
    assert (ours.linear == experts.linear).all()
    assert (ours.probability == experts.probability).all()
    assert (early.weights == design.prior_means).all()


def test_audits_move_the_weights_within_their_signs(
    design: Design, trained: Trained
) -> None:
    moved = dict(zip(design.names, trained.weights, strict=True))
    assert moved["category_effect__food"] > 0.5
    assert moved["category_effect__it"] < 0
    assert (trained.weights * design.signs >= 0).all()
    assert moved["country_risk"] < 0.5


def test_trained_again_it_has_the_same_bits(
    x, has_major, labels, design, trained: Trained
) -> None:
    again = fit_model(x, has_major, labels, design, stage="anchored")
    assert again.weights.tobytes() == trained.weights.tobytes()
    assert again.covariance.tobytes() == trained.covariance.tobytes()
    assert again.offsets.tobytes() == trained.offsets.tobytes()
    assert again.nuisance_weights == trained.nuisance_weights


def test_contributions_sum_to_the_trained_score(
    cohort: Cohort, free_rule: Rule, trained: Trained
) -> None:
    scores = score_cohort(cohort, free_rule, trained)
    explanation = build_explanation(cohort, scores, free_rule)
    assert explanation.feature_codes == [*free_rule.feature_codes, "category_effect"]
    summed = explanation.contributions.sum(axis=0) + explanation.typical_linear
    assert np.abs(summed - scores.linear).max() < 1e-12


def test_the_order_is_that_of_the_score_whoever_audits(trained: Trained) -> None:
    assert trained.offsets.size
    linear = np.linspace(-4, 4, 100)
    assert (np.diff(score_probability(linear, trained)) > 0).all()


def test_bands_of_a_trained_model_give_out_all_places(
    cohort: Cohort, free_rule: Rule, trained: Trained
) -> None:
    scores = score_cohort(cohort, free_rule, trained)
    share = score_draws(cohort, scores, free_rule).share_in_top
    again = score_draws(cohort, scores, free_rule).share_in_top
    assert np.array_equal(share, again, equal_nan=True)
    places = (
        cohort.rows.with_columns(share=share)
        .filter("is_eligible")
        .group_by("supplier_id")
        .agg(pl.col("share").max())
    )
    assert places["share"].sum() == pytest.approx(free_rule.plan_size)


def test_only_a_fact_that_some_lack_has_a_flag(rule: Rule) -> None:
    figures = np.ones((len(rule.weights), 100))
    figures[0, :50] = np.nan
    figures[1, :2] = np.nan
    figures[2, :] = np.nan
    design = build_design(figures, np.ones(100, np.bool_), rule)
    assert design.names[len(rule.weights) :] == (f"{rule.feature_codes[0]}__missing",)
    x = build_columns(pl.Series(["food"] * 100), figures, design)
    assert x[-1].mean() == pytest.approx(0)
    assert (x[2] == 0).all()


@pytest.mark.parametrize(
    ("n_labels", "n_positives", "stage"),
    [
        (0, 0, "prior"),
        (29, 15, "prior"),
        (200, 7, "prior"),
        (200, 195, "prior"),
        (30, 8, "anchored"),
        (299, 100, "anchored"),
        (300, 100, "anchored_tuned"),
        (5000, 199, "anchored_tuned"),
        (1000, 200, "challenger_allowed"),
    ],
)
def test_stages_follow_the_number_of_audits(n_labels, n_positives, stage) -> None:
    assert find_stage(n_labels, n_positives) == stage


def test_the_width_is_chosen_by_what_came_later(x, has_major, labels, design) -> None:
    # The same truth twice over: with so much to learn, a wide prior foresees more.
    window = Window(design, x, has_major, labels, x, has_major)
    assert find_prior_width([window] * 3) > 1
    assert find_prior_width([]) == 1


def test_a_width_that_is_not_clearly_better_is_not_chosen(x, labels, design) -> None:
    prior = build_prior(design)
    chance = score_probability(score_linear(x, prior), prior)
    luck = np.random.default_rng(8).random(x.shape[1])
    as_told = (luck < chance).astype(np.int64)
    early = slice(60, None)
    window = Window(
        design, x[:, early], as_told[early], labels[early], x[:, :60], as_told[:60]
    )
    assert find_prior_width([window], widths=(1.0, 1.4)) == 1


def test_boosted_trees_never_bend_against_a_sign(x, has_major, design) -> None:
    signs = design.signs
    model = fit_boosting(x.T, has_major, expected_sign=signs, seed=1)
    again = fit_boosting(x.T, has_major, expected_sign=signs, seed=1)
    chance = model.predict_proba(x.T)[:, 1]
    assert (chance == again.predict_proba(x.T)[:, 1]).all()
    for number in np.flatnonzero(signs == 1)[:5]:
        raised = x.copy()
        raised[number] += 2
        assert (model.predict_proba(raised.T)[:, 1] >= chance - 1e-12).all()


def test_ridge_learns_what_the_audits_say(x, has_major, design) -> None:
    weights = dict(zip(design.names, fit_ridge(x.T, has_major).coef_[0], strict=True))
    assert weights["category_effect__food"] > weights["category_effect__it"]
