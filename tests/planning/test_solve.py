"""What is settled before the search changes nothing: the answer is the best of all."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from pipelines.errors import PlanError
from pipelines.planning import solve
from pipelines.planning.limits import Limit
from pipelines.planning.solve import GAP, PRICE, find_best


def build_instance(seed: int) -> tuple[np.ndarray, list[Limit], np.ndarray]:
    """Build caps, floors and days over options in groups of one to three."""
    rng = np.random.default_rng(seed)
    n = 120
    worth = np.round(rng.lognormal(-1, 0.6, n), 3)
    group = rng.integers(0, 70, n)
    category = rng.integers(0, 5, n)
    areas = rng.random((3, n)) < 0.2
    days = rng.choice([2.0, 6.0], n)
    limits = [
        Limit("audits", None, np.ones(n), at_most=15),
        Limit("auditor_days", None, days, at_most=41.0),
        *(
            Limit("most_per_category", str(one), (category == one) * 1.0, at_most=4)
            for one in range(5)
        ),
        *(
            Limit("least_per_area", str(one), there * 1.0, at_least=6)
            for one, there in enumerate(areas)
        ),
    ]
    return worth, limits, group


def solve_plainly(
    worth: np.ndarray, limits: list[Limit], group: np.ndarray
) -> tuple[float, np.ndarray]:
    """Solve the same without settling anything, with a dense matrix of all rows."""
    n, soft = worth.size, [limit for limit in limits if limit.is_soft]
    rows, low, high = [], [], []
    for limit in limits:
        missing = [1.0 if limit is one else 0.0 for one in soft]
        rows.append([*limit.weights, *missing])
        low.append(limit.at_least)
        high.append(limit.at_most)
    for one in np.unique(group):
        rows.append([*(group == one) * 1.0, *[0.0] * len(soft)])
        low.append(0.0)
        high.append(1.0)
    result = milp(
        np.concatenate([-worth, [PRICE * worth.max()] * len(soft)]),
        integrality=np.concatenate([np.ones(n), np.zeros(len(soft))]),
        bounds=Bounds(0, np.concatenate([np.ones(n), [one.at_least for one in soft]])),
        constraints=LinearConstraint(np.array(rows), low, high),
        options={"mip_rel_gap": 0.0},
    )
    return float(result.fun), result.x[:n] > 0.5


def score_choice(chosen: np.ndarray, worth: np.ndarray, limits: list[Limit]) -> float:
    """Score a choice as the solver does: what it is worth, less what is missing."""
    missing = sum(
        max(limit.at_least - limit.weights[chosen].sum(), 0.0)
        for limit in limits
        if limit.is_soft
    )
    return -worth[chosen].sum() + PRICE * worth.max() * missing


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), n_first=st.sampled_from([1, 10, 400]))
def test_the_best_is_found_however_few_options_are_looked_at_first(
    seed: int, n_first: int
) -> None:
    worth, limits, group = build_instance(seed)
    nothing = np.zeros(worth.size, bool)
    best, _ = solve_plainly(worth, limits, group)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(solve, "N_FIRST", n_first)
        found = find_best(
            worth,
            limits,
            group,
            must=nothing,
            never=nothing,
            one_of=np.empty(0, np.int64),
        )
    assert found.is_optimal
    scored = score_choice(found.chosen, worth, limits)
    assert scored == pytest.approx(best, abs=GAP * abs(best) + 1e-6)


def test_what_must_be_chosen_is_and_its_group_is_left_alone() -> None:
    worth, limits, group = build_instance(1)
    must, never = np.zeros((2, worth.size), bool)
    must[worth.argmin()] = True
    never[worth.argmax()] = True
    found = find_best(
        worth, limits, group, must=must, never=never, one_of=group[[worth.argmin()]]
    )
    assert found.chosen[worth.argmin()]
    assert not found.chosen[worth.argmax()]
    assert found.chosen[group == group[worth.argmin()]].sum() == 1


def test_hard_limits_that_contradict_each_other_are_told() -> None:
    worth, limits, _ = build_instance(1)
    must = np.ones(worth.size, bool)
    with pytest.raises(PlanError, match="No plan keeps all limits at once"):
        find_best(
            worth,
            limits,
            np.arange(worth.size),
            must=must,
            never=~must,
            one_of=np.empty(0, np.int64),
        )
