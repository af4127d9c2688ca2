"""Measures against sums done the long way, and against scikit-learn."""

import numpy as np
import polars as pl
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score

from pipelines.risk.metrics import (
    score_auc,
    score_average_precision,
    score_brier,
    score_first,
    score_line,
)
from pipelines.risk.resample import draw_group_weights, find_interval, find_wilson
from pipelines.risk.tie_order import build_tie_order

N = 300
RNG = np.random.default_rng(3)
SCORE = np.round(RNG.normal(size=N), 1)
MAJOR = RNG.random(N) < 1 / (1 + np.exp(-SCORE))
ONCE = np.ones((N, 1))
TOGETHER = np.zeros(N, np.int64)
WINDOW = RNG.integers(0, 3, N)
TWICE = RNG.integers(0, 3, (N, 1)).astype(float)
DOUBLED = np.repeat(np.arange(N), TWICE[:, 0].astype(int))


@pytest.mark.parametrize(("weight", "rows"), [(ONCE, np.arange(N)), (TWICE, DOUBLED)])
def test_auc_is_that_of_scikit_learn_weights_and_ties_included(weight, rows) -> None:
    found = score_auc(build_tie_order(SCORE, TOGETHER), MAJOR, weight)
    assert found[0] == pytest.approx(roc_auc_score(MAJOR[rows], SCORE[rows]))


def test_auc_within_strata_compares_within_strata_only() -> None:
    right = pairs = 0.0
    for one in range(N):
        for other in range(N):
            if MAJOR[one] and not MAJOR[other] and WINDOW[one] == WINDOW[other]:
                pairs += 1
                right += (SCORE[one] > SCORE[other]) + (SCORE[one] == SCORE[other]) / 2
    found = score_auc(build_tie_order(SCORE, WINDOW), MAJOR, ONCE)
    assert found[0] == pytest.approx(right / pairs)


def test_strictness_alone_gives_auc_but_none_within_the_auditor() -> None:
    # Half of the auditors find something everywhere; the score knows only who came.
    auditor = np.arange(N) % 10
    major = RNG.random(N) < np.where(auditor < 5, 0.9, 0.1)
    score = (auditor < 5).astype(float)
    assert score_auc(build_tie_order(score, TOGETHER), major, ONCE)[0] > 0.8
    within = score_auc(build_tie_order(score, auditor.astype(np.int64)), major, ONCE)
    assert within[0] == 0.5


def test_average_precision_is_that_of_scikit_learn() -> None:
    order = build_tie_order(SCORE, TOGETHER)
    found = score_average_precision(order, MAJOR, TWICE)
    expected = average_precision_score(MAJOR[DOUBLED], SCORE[DOUBLED])
    assert found[0] == pytest.approx(expected)


def test_ties_at_the_last_place_are_best_worst_or_shared() -> None:
    score = np.array([3.0, 2, 2, 2, 2, 1])
    major = np.array([True, True, False, False, False, True])
    order = build_tie_order(score, np.zeros(6, np.int64))
    places = np.array([3.0])
    once = np.ones((6, 1))
    hits = {
        ties: score_first(order, major, once, places, ties=ties).n_hits[0]
        for ties in ("best", "worst", "random")
    }
    assert hits == {"best": 2, "worst": 1, "random": 1.5}
    chosen = score_first(order, major, once, places)
    assert chosen.n_chosen[0] == 3
    assert chosen.recall[0] == 0.5
    assert chosen.lift[0] == pytest.approx(0.5 / 0.5)


def test_each_window_fills_its_own_places() -> None:
    order = build_tie_order(SCORE, WINDOW)
    places = np.array([5.0, 10, 2])
    assert score_first(order, MAJOR, ONCE, places).n_chosen[0] == 17


def test_choosing_blindly_hits_the_base_rate_exactly() -> None:
    order = build_tie_order(np.zeros(N), TOGETHER)
    chosen = score_first(order, MAJOR, ONCE, np.array([40.0]))
    assert chosen.precision[0] == pytest.approx(MAJOR.mean())
    assert chosen.lift[0] == pytest.approx(1)
    assert score_auc(order, MAJOR, ONCE)[0] == 0.5


def test_brier_skill_is_none_for_the_rate_itself() -> None:
    brier, skill = score_brier(np.full(N, MAJOR.mean()), MAJOR, ONCE)
    assert skill[0] == pytest.approx(0)
    assert brier[0] == pytest.approx(MAJOR.mean() * (1 - MAJOR.mean()))
    assert score_brier(MAJOR.astype(float), MAJOR, ONCE)[1][0] == 1


def test_the_calibration_line_is_that_of_plain_logistic_regression() -> None:
    said = 1 / (1 + np.exp(-(0.5 + 2 * SCORE)))
    fitted = LogisticRegression(C=np.inf, tol=1e-10).fit(
        np.log(said / (1 - said))[:, None], MAJOR
    )
    intercept, slope = score_line(said, MAJOR, ONCE)
    assert slope[0] == pytest.approx(fitted.coef_[0, 0], abs=1e-4)
    assert intercept[0] == pytest.approx(fitted.intercept_[0], abs=1e-4)


@pytest.mark.parametrize("major", [np.ones(N, bool), np.zeros(N, bool)])
def test_nothing_to_compare_gives_no_figure(major) -> None:
    order = build_tie_order(SCORE, TOGETHER)
    assert np.isnan(score_auc(order, major, ONCE)[0])
    assert np.isnan(score_line(1 / (1 + np.exp(-SCORE)), major, ONCE)[1][0])
    assert np.isnan(score_brier(np.full(N, 0.5), major, ONCE)[1][0])


def test_companies_of_one_group_are_drawn_together() -> None:
    groups = pl.Series([f"G{n // 3:03}" for n in range(N)])
    drawn = np.concatenate(
        list(draw_group_weights(groups, seed=1, n_draws=120)), axis=1
    )
    assert drawn.shape == (N, 120)
    assert (drawn.reshape(N // 3, 3, 120).std(axis=1) == 0).all()
    assert (drawn.sum(axis=0) == N).all()
    again = np.concatenate(
        list(draw_group_weights(groups, seed=1, n_draws=120)), axis=1
    )
    assert (drawn == again).all()


def test_the_bootstrap_interval_of_a_share_is_about_that_of_wilson() -> None:
    groups = pl.Series([str(n) for n in range(N)])
    drawn = np.concatenate(list(draw_group_weights(groups, seed=1)), axis=1)
    low, high = find_interval((drawn * MAJOR[:, None]).sum(axis=0) / N)
    wilson_low, wilson_high = find_wilson(MAJOR.sum(), N)
    assert low == pytest.approx(wilson_low, abs=0.02)
    assert high == pytest.approx(wilson_high, abs=0.02)


def test_wilson_holds_for_few_and_for_none() -> None:
    assert find_wilson(0, 0) == (None, None)
    low, high = find_wilson(0, 10)
    assert low == 0
    assert high == pytest.approx(0.2775, abs=1e-3)
    assert find_wilson(10, 10)[1] == 1


def test_draws_that_say_nothing_give_no_interval() -> None:
    assert find_interval(np.full(10, np.nan)) == (None, None)
