"""What a plan must keep to, as rows of figures: a sum over the chosen, and its bounds.

Floors per area and category are soft: what is missing has a price, so that a wish that
cannot be met still gives the best plan there is, and names what is short.
"""

from collections import Counter
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from pipelines.planning.options import Options
from pipelines.planning.wishes import AREAS, Wishes


@dataclass(frozen=True)
class Limit:
    """One row: `weights` · chosen lies between the bounds, unless it is soft."""

    constraint_code: str
    key: str | None
    weights: NDArray[np.floating]
    at_least: float = -inf
    at_most: float = inf

    @property
    def is_soft(self) -> bool:
        """Whether falling short has a price instead of being forbidden."""
        return self.at_least > -inf


def build_limits(
    options: Options,
    wishes: Wishes,
    *,
    small_share: float,
    fixed: NDArray[np.bool_],
    reserved: int,
) -> list[Limit]:
    """Build all limits but the one of corporate groups.

    Args:
        options: What can be chosen.
        wishes: The limits.
        small_share: Of the population, 0 to 1.
        fixed: Office audits that are chosen whatever they do to the caps; a cap that
            they alone exceed is raised to what they take.
        reserved: Office audits that are chosen afterwards and need room.
    """
    return [
        *_build_capacity(options, wishes, reserved),
        *_build_half_years(options, wishes, reserved),
        *_build_floors(options, wishes),
        *_build_caps(options, wishes, small_share, fixed),
    ]


def find_category_cap(wishes: Wishes, category: str) -> int | None:
    """Find how many audits a category may have at most; None is no limit.

    A share of the plan is rounded down, but never to none.
    """
    if category in wishes.most_per_category:
        return wishes.most_per_category[category]
    if wishes.most_per_category_pct is None:
        return None
    share = wishes.most_per_category_pct / 100
    return max(int(wishes.capacity.audits * share + 1e-9), 1)


def find_small_cap(wishes: Wishes, small_share: float) -> float | None:
    """Find the largest share of small suppliers, 0 to 1; None is no limit."""
    if wishes.most_small_points is None:
        return None
    share = small_share + wishes.most_small_points / 100
    return share if share < 1 else None


def find_half_year_cap(wishes: Wishes, half_year: int) -> int | None:
    """Find how many audits half a year has room for; None is no limit."""
    half = wishes.capacity.half_years.get(str(half_year))
    return None if half is None else half.audits


def _build_capacity(options: Options, wishes: Wishes, reserved: int) -> list[Limit]:
    capacity, office = wishes.capacity, wishes.effort["office_audit"]
    every = np.ones(options.size)
    rows = [
        ("audits", every, capacity.audits, 1.0),
        ("factory_audits", options.is_factory * 1.0, capacity.factory_audits, 0.0),
        (
            "auditor_days",
            options.auditor_days,
            capacity.auditor_days,
            office.auditor_days,
        ),
        ("budget_sek", options.cost_sek, capacity.budget_sek, office.cost_sek),
    ]
    return [
        Limit(code, None, weights, at_most=most - reserved * taken)
        for code, weights, most, taken in rows
        if most is not None
    ]


def _build_half_years(options: Options, wishes: Wishes, reserved: int) -> list[Limit]:
    """Build what makes a split into half-years possible.

    Who cannot wait for the second half must find room in the first; the rest goes
    where there is room.
    """
    first, second = (find_half_year_cap(wishes, half) for half in (1, 2))
    early = options.is_first_half_only.astype(float)
    limits = []
    if first is not None:
        limits.append(Limit("half_year_audits", "1", early, at_most=first))
    if first is not None and second is not None:
        every = np.ones(options.size)
        most = first + second - reserved
        limits.append(Limit("half_year_audits", None, every, at_most=most))
    return limits


def _build_floors(options: Options, wishes: Wishes) -> list[Limit]:
    areas = [
        Limit("least_per_area", area, served * 1.0, at_least=wishes.least_per_area)
        for area, served in zip(AREAS, options.area, strict=True)
        if wishes.least_per_area
    ]
    categories = [
        Limit(
            "least_per_category",
            category,
            (options.category == category) * 1.0,
            at_least=least,
        )
        for category, least in sorted(wishes.least_per_category.items())
        if least
    ]
    return [*areas, *categories]


def _build_caps(
    options: Options, wishes: Wishes, small_share: float, fixed: NDArray[np.bool_]
) -> list[Limit]:
    taken = Counter(options.category[fixed].tolist())
    limits = [
        Limit(
            "most_per_category",
            category,
            (options.category == category) * 1.0,
            at_most=max(cap, taken[category]),
        )
        for category in np.unique(options.category).tolist()
        if (cap := find_category_cap(wishes, category)) is not None
    ]
    share = find_small_cap(wishes, small_share)
    if share is not None:
        above = options.is_small.astype(float) - share
        excess = max(float(above[fixed].sum()), 0.0)
        limits.append(Limit("most_small", None, above, at_most=excess))
    return limits
