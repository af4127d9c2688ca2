"""Find the best choice within the limits: the only module that knows the solver.

HiGHS through scipy.optimize.milp. What comes back is rounded to yes and no, and is
checked elsewhere, by code that has never seen the solver.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

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


@dataclass(frozen=True)
class Solution:
    """Which options are chosen, what they are worth, and how much better may be."""

    chosen: Flags
    worth: float
    gap: float
    is_optimal: bool


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
        seconds: How long to look.

    Raises:
        PlanError: Nothing holds all limits at once.
    """
    soft = [limit for limit in limits if limit.is_soft]
    n, n_soft = worth.size, len(soft)
    result = milp(
        c=np.concatenate([-worth, np.full(n_soft, PRICE * worth.max(initial=0.0))]),
        integrality=np.concatenate([np.ones(n), np.zeros(n_soft)]),
        bounds=Bounds(
            np.concatenate([must * 1.0, np.zeros(n_soft)]),
            np.concatenate([1.0 - never, [limit.at_least for limit in soft]]),
        ),
        constraints=[
            *_build_rows(limits, n_soft),
            _build_groups(group, one_of, n_soft),
        ],
        options={"mip_rel_gap": GAP, "time_limit": seconds},
    )
    if result.x is None:
        raise PlanError(
            f"No plan keeps all limits at once ({result.message}). Loosen one of the "
            "limits on capacity, or take away something that must be included."
        )
    chosen = result.x[:n] > 0.5
    return Solution(
        chosen=chosen,
        worth=float(worth[chosen].sum()),
        gap=float(result.mip_gap or 0.0),
        is_optimal=result.status == 0,
    )


def _build_rows(limits: list[Limit], n_soft: int) -> list[LinearConstraint]:
    if not limits:
        return []
    weights = sparse.csr_array(np.vstack([limit.weights for limit in limits]))
    place = np.flatnonzero([limit.is_soft for limit in limits])
    missing = sparse.csr_array(
        (np.ones(n_soft), (place, np.arange(n_soft))), shape=(len(limits), n_soft)
    )
    return [
        LinearConstraint(
            sparse.hstack([weights, missing], format="csr"),
            np.array([limit.at_least for limit in limits]),
            np.array([limit.at_most for limit in limits]),
        )
    ]


def _build_groups(
    group: NDArray[np.int64], one_of: NDArray[np.int64], n_soft: int
) -> LinearConstraint:
    numbers, place = np.unique(group, return_inverse=True)
    matrix = sparse.csr_array(
        (np.ones(group.size), (place, np.arange(group.size))),
        shape=(numbers.size, group.size + n_soft),
    )
    least = np.isin(numbers, one_of) * 1.0
    return LinearConstraint(matrix, least, np.ones(numbers.size))
