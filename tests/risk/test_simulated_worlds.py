"""The proof with known truth: three seeds of the worlds of `malbild simulate`."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest

from pipelines.simulation.audits import Audits, build_figures, build_no_audits
from pipelines.simulation.experts import build_experts
from pipelines.simulation.policies import Situation, score_anchored, score_experts
from pipelines.simulation.run_simulation import run_policy
from pipelines.simulation.world import World, build_world
from tests.risk.simulated import (
    find_calibration_error,
    find_within_auditor_auc,
    foresee,
    permute_outcomes,
)

SEEDS = range(3)
PLAN_SIZE = 100
N_YEARS = 8


@dataclass(frozen=True)
class Run:
    world: World
    captured: list[float]
    audits: Audits


@cache
def run(code: str, policy: str, seed: int) -> Run:
    rule = build_experts(plan_size=PLAN_SIZE, seed=seed)
    world = build_world(code, rule, seed=seed, n_years=N_YEARS)
    captured, audits = run_policy(world, policy, plan_size=PLAN_SIZE, seed=seed)
    return Run(world, captured, audits)


def find_captured(code: str, policy: str) -> float:
    return float(np.mean([run(code, policy, seed).captured for seed in SEEDS]))


@pytest.fixture(scope="module")
def foreseen():
    runs = [run(code, "anchored", seed) for code in "AB" for seed in SEEDS]
    return [foresee(one.world, one.audits, plan_size=PLAN_SIZE) for one in runs]


def test_where_the_experts_are_right_little_is_lost_by_listening_to_audits() -> None:
    assert find_captured("A", "anchored") >= find_captured("A", "experts") - 0.05


def test_where_the_experts_are_wrong_the_audits_put_it_right() -> None:
    assert find_captured("B", "anchored") > find_captured("B", "experts") + 0.08


def test_a_safe_trade_that_turns_bad_is_found() -> None:
    assert find_captured("C", "anchored") >= find_captured("C", "experts") - 0.02


@pytest.mark.parametrize("code", ["A", "B", "D"])
def test_every_list_beats_chance_and_spend(code: str) -> None:
    chance = max(find_captured(code, one) for one in ("random", "largest_spend"))
    assert chance < 0.4 < find_captured(code, "experts")
    assert find_captured(code, "anchored") > 1.8 * chance


def test_the_adjustment_for_auditors_harms_nothing_where_they_go_anywhere() -> None:
    adjusted = find_captured("A", "anchored")
    assert adjusted >= find_captured("A", "anchored_unadjusted") - 0.015


def test_the_adjustment_for_auditors_helps_where_they_have_categories() -> None:
    adjusted = find_captured("D", "anchored")
    assert adjusted > find_captured("D", "anchored_unadjusted")


def test_a_tenth_for_exploration_costs_little() -> None:
    anchored = find_captured("B", "anchored")
    assert find_captured("B", "anchored_guided") >= anchored - 0.05


def test_probabilities_come_true(foreseen) -> None:
    assert find_calibration_error(foreseen) < 0.06


def test_scores_given_before_an_audit_say_what_it_will_find(foreseen) -> None:
    # Among the hundred most suspected, who differ little: far less than among all.
    assert find_within_auditor_auc(foreseen) > 0.52


def test_permuted_outcomes_cannot_be_foreseen() -> None:
    dealt = []
    for code in "AB":
        for seed in SEEDS:
            one = run(code, "anchored", seed)
            audits = permute_outcomes(one.world, one.audits, seed=seed)
            dealt.append(foresee(one.world, audits, plan_size=PLAN_SIZE))
    assert find_within_auditor_auc(dealt) == pytest.approx(0.5, abs=0.05)


def test_what_happens_later_changes_nothing_now() -> None:
    one = run("A", "anchored", 0)
    year = one.world.n_before + 4
    luck = one.world.luck.copy()
    luck[year:] = 1 - luck[year:]
    true_logit = one.world.true_logit.copy()
    true_logit[year:] = -true_logit[year:]
    changed = replace(one.world, luck=luck, true_logit=true_logit)
    _, audits = run_policy(changed, "anchored", plan_size=PLAN_SIZE, seed=0)
    until = one.audits.year <= year
    assert (audits.supplier[audits.year <= year] == one.audits.supplier[until]).all()
    assert (audits.has_major[until] != one.audits.has_major[until]).any()
    assert np.array_equal(
        build_figures(one.world, one.audits, year),
        build_figures(changed, audits, year),
        equal_nan=True,
    )


def test_a_policy_has_the_same_luck_every_time() -> None:
    first = run("A", "anchored", 1)
    captured, audits = run_policy(first.world, "anchored", plan_size=PLAN_SIZE, seed=1)
    assert captured == first.captured
    assert (audits.figures == first.audits.figures)[
        ~np.isnan(first.audits.figures)
    ].all()


def test_with_no_audits_to_learn_from_the_choice_is_the_experts() -> None:
    world = run("B", "anchored", 0).world
    is_open = np.ones(world.n_suppliers, np.bool_)
    rng = np.random.default_rng(0)
    situation = Situation(world, build_no_audits(world), 3, is_open, 100, rng)
    assert (score_anchored(situation) == score_experts(situation)).all()
