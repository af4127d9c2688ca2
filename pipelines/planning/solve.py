"""Find the best choice within the limits: the only module that knows the solver.

    limits -> relaxed (audits may be split) -> only what can matter -> whole audits

HiGHS through scipy. The relaxed problem tells for each option what taking or leaving it
against its advice would cost at least. An option for which that is more than the whole
plan lost when audits became whole cannot change anything, so most are settled before
the hard search begins, and the answer is still the best of all. What comes back is
rounded to yes and no, and checked elsewhere by code that has never seen the solver.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp

from pipelines.errors import PlanError
from pipelines.planning.limits import Limit

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: What one missing audit of a floor costs, in visits of the best kind: no choice of
#: other visits is worth falling short of a floor that can be met.
PRICE = 10.0
#: How far from the best an answer may be and still be called it.
GAP = 1e-4
SECONDS = 60.0
#: Options that are looked at first, beside those that the relaxed problem splits.
N_FIRST = 400
MARGIN = 1e-7


@dataclass(frozen=True)
class Solution:
    """Which options are chosen, what they are worth, and how much better may be."""

    chosen: Flags
    worth: float
    gap: float
    is_optimal: bool


@dataclass(frozen=True)
class _Problem:
    """Minimise cost · x between bounds; the first `n_whole` elements are yes or no."""

    cost: Numbers
    low: Numbers
    high: Numbers
    matrix: sparse.csr_array
    at_least: Numbers
    at_most: Numbers
    n_whole: int


def find_best(
    worth: Numbers,
    limits: list[Limit],
    group: NDArray[np.int64],
    *,
    must: Flags,
    never: Flags,
    one_of: NDArray[np.int64],
    seconds: float = SECONDS,
) -> Solution:
    """Find the options of the greatest worth within the limits.

    Args:
        worth: Of each option.
        limits: What must hold.
        group: Number of each option's corporate group, of which at most one is chosen.
        must: Options that are chosen.
        never: Options that are not.
        one_of: Groups of which exactly one option is chosen.
        seconds: How long each search may take.

    Raises:
        PlanError: Nothing holds all limits at once.
    """
    problem = _build_problem(worth, limits, group, must, never, one_of)
    relaxed = _solve_relaxed(problem)
    result = _solve_whole(problem, relaxed, seconds)
    chosen = result.x[: worth.size] > 0.5
    return Solution(
        chosen=chosen,
        worth=float(worth[chosen].sum()),
        gap=float(result.mip_gap or 0.0),
        is_optimal=result.status == 0,
    )


def _build_problem(
    worth: Numbers,
    limits: list[Limit],
    group: NDArray[np.int64],
    must: Flags,
    never: Flags,
    one_of: NDArray[np.int64],
) -> _Problem:
    soft = [limit for limit in limits if limit.is_soft]
    n, n_soft = worth.size, len(soft)
    place = np.flatnonzero([limit.is_soft for limit in limits])
    weights = np.vstack([np.empty((0, n)), *(limit.weights for limit in limits)])
    missing = sparse.csr_array(
        (np.ones(n_soft), (place, np.arange(n_soft))), shape=(len(limits), n_soft)
    )
    numbers, of_group = np.unique(group, return_inverse=True)
    groups = sparse.csr_array(
        (np.ones(n), (of_group, np.arange(n))), shape=(numbers.size, n + n_soft)
    )
    limited = sparse.hstack([sparse.csr_array(weights), missing])
    return _Problem(
        cost=np.concatenate([-worth, np.full(n_soft, PRICE * worth.max(initial=0.0))]),
        low=np.concatenate([must * 1.0, np.zeros(n_soft)]),
        high=np.concatenate([1.0 - never, [limit.at_least for limit in soft]]),
        matrix=sparse.vstack([limited, groups], format="csr"),
        at_least=np.concatenate(
            [[limit.at_least for limit in limits], np.isin(numbers, one_of) * 1.0]
        ),
        at_most=np.concatenate(
            [[limit.at_most for limit in limits], np.ones(numbers.size)]
        ),
        n_whole=n,
    )


def _solve_relaxed(problem: _Problem) -> OptimizeResult:
    upper = np.isfinite(problem.at_most)
    lower = np.isfinite(problem.at_least)
    result = linprog(
        problem.cost,
        A_ub=sparse.vstack([problem.matrix[upper], -problem.matrix[lower]]),
        b_ub=np.concatenate([problem.at_most[upper], -problem.at_least[lower]]),
        bounds=np.column_stack([problem.low, problem.high]),
        method="highs",
    )
    if result.x is None:
        raise PlanError(
            f"No plan keeps all limits at once ({result.message}). Loosen one of the "
            "limits on capacity, or take away something that must be included."
        )
    return result


def _solve_whole(
    problem: _Problem, relaxed: OptimizeResult, seconds: float
) -> OptimizeResult:
    """Solve with whole audits, settling first what the relaxed problem settles."""
    against = np.abs(relaxed.lower.marginals + relaxed.upper.marginals)
    advice = np.where(relaxed.upper.marginals < 0, problem.high, problem.low)
    whole = np.arange(problem.cost.size) < problem.n_whole
    lost = np.sort(against[whole])[min(N_FIRST, problem.n_whole) - 1]
    while True:
        settled = whole & (against > lost + MARGIN)
        result = milp(
            c=problem.cost,
            integrality=whole * 1,
            bounds=Bounds(
                np.where(settled, advice, problem.low),
                np.where(settled, advice, problem.high),
            ),
            constraints=LinearConstraint(
                problem.matrix, problem.at_least, problem.at_most
            ),
            options={"mip_rel_gap": GAP, "time_limit": seconds},
        )
        if result.x is None and not settled.any():
            raise PlanError(
                f"No plan with whole audits keeps all limits ({result.message}). "
                "Loosen one of the limits on capacity."
            )
        found = np.inf if result.x is None else float(result.fun) - relaxed.fun
        if found <= lost + MARGIN or not settled.any():
            return result
        lost = found
