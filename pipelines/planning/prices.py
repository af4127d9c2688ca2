"""What each constraint costs: the plan is chosen again without it.

Compared are the parts that the solver chooses, with everything fixed beforehand kept as
it was: what more the visits would be worth, and how many more would find something.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pipelines.errors import PlanError
from pipelines.planning.candidates import Candidates
from pipelines.planning.choose import Choice, Stage, find_stage
from pipelines.planning.fixed import Fixed
from pipelines.planning.wishes import Wishes

#: A re-solve that takes longer than this is an estimate from below.
SECONDS = 5.0
CAPACITIES: tuple[tuple[str, str, Any], ...] = (
    *((code, code, None) for code in ("factory_audits", "auditor_days", "budget_sek")),
    ("half_year_audits", "half_years", {}),
)
#: What is set free together, by the constraint that it is told as.
BOUNDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("least_per_area", {"least_per_area": None}),
    ("least_per_category", {"least_per_category": {}}),
    ("most_per_category", {"most_per_category_pct": None, "most_per_category": {}}),
    ("most_small", {"most_small_points": None}),
)


@dataclass(frozen=True)
class _Release:
    constraint_code: str
    key: str | None
    wishes: Wishes
    fixed: Fixed
    is_group_free: bool = False


def build_prices(
    choice: Choice, candidates: Candidates, wishes: Wishes
) -> list[dict[str, Any]]:
    """Build the price of each constraint that the wishes have.

    Returns:
        Per constraint `value_cost`, in units of value_score, and `hits_cost`, expected
        audits with a major finding; `is_exact` is false where the search was cut short.
        The price of `audits` is that of the last one: what one more would bring.
    """
    return [
        _build_price(release, choice, candidates)
        for release in _find_releases(choice.fixed, wishes)
    ]


def _find_releases(fixed: Fixed, wishes: Wishes) -> list[_Release]:
    capacity = wishes.capacity
    more = replace(capacity, audits=capacity.audits + 1)
    freed: list[tuple[str, str | None, Wishes]] = [
        ("audits", "one_more", replace(wishes, capacity=more)),
        *(
            (code, None, replace(wishes, capacity=replace(capacity, **{name: free})))
            for code, name, free in CAPACITIES
            if getattr(capacity, name) not in (None, {})
        ),
        *(
            (code, None, replace(wishes, **free))
            for code, free in BOUNDS
            if any(getattr(wishes, name) not in (None, {}) for name in free)
        ),
    ]
    releases = [_Release(code, key, without, fixed) for code, key, without in freed]
    return [*releases, *_find_unfixed(fixed, wishes)]


def _find_unfixed(fixed: Fixed, wishes: Wishes) -> list[_Release]:
    released = [_Release("one_per_group", None, wishes, fixed, is_group_free=True)]
    if fixed.n_explored_wanted:
        chosen = replace(fixed, lottery=(), chance=(), n_guided=0)
        released.append(_Release("exploration", None, wishes, chosen))
    if fixed.follow_ups:
        chosen = replace(fixed, follow_ups=())
        released.append(_Release("must_include", "follow_up", wishes, chosen))
    if fixed.required:
        chosen = replace(fixed, required=())
        released.append(_Release("must_include", None, wishes, chosen))
    return released


def _build_price(
    release: _Release, choice: Choice, candidates: Candidates
) -> dict[str, Any]:
    try:
        without = find_stage(
            choice.pool,
            candidates,
            release.wishes,
            release.fixed,
            is_group_free=release.is_group_free,
            seconds=SECONDS,
        )
    except PlanError:
        # Time ran out before anything was found: then nothing is known of the price.
        return _describe(release, None, None, is_exact=False)
    more = without.solution.worth - choice.stage.solution.worth
    hits = _score_hits(without, choice, candidates) - _score_hits(
        choice.stage, choice, candidates
    )
    is_exact = without.solution.is_optimal and choice.stage.solution.is_optimal
    return _describe(release, max(more, 0.0), hits, is_exact=is_exact)


def _score_hits(stage: Stage, choice: Choice, candidates: Candidates) -> float:
    p = choice.pool["probability"].to_numpy()[stage.rows]
    factory = stage.options.is_factory[stage.solution.chosen]
    seen = np.where(
        factory,
        candidates.detectability["factory_audit"],
        candidates.detectability["office_audit"],
    )
    return float(np.minimum(p * seen, 1.0).sum())


def _describe(
    release: _Release, value: float | None, hits: float | None, *, is_exact: bool
) -> dict[str, Any]:
    return {
        "constraint_code": release.constraint_code,
        "key": release.key,
        "value_cost": None if value is None else round(value, 6),
        "hits_cost": None if hits is None else round(hits, 3),
        "is_exact": is_exact,
    }
