"""Decide how much the small programme manages each year.

The figures are the published ones where there are any (13 office audits 2018, 16 in
2020, 10 in 2021; 25-30 open cases) and otherwise lie between them. From 2022 on they
tell a story: most goals go the right way, but closures fall in 2023 and office audits
in 2024, so that the pages have something to show.
"""

from dataclasses import dataclass, replace

import numpy as np

from pipelines.example.periods import DATA_DATE

#: The real programme follows up about 50 suppliers a year whatever their number, so a
#: register of other size changes its capacity slowly.
USUAL_N_SUPPLIERS = 400
GROWTH = 0.15


@dataclass(frozen=True)
class YearPlan:
    """What is done in one year, in numbers."""

    year: int
    n_requests: int
    answered_share: float
    n_office_audits: int
    #: Cases opened for an office audit that has not been made at the data date.
    n_pending: int
    n_dialogues: int
    n_factory_audits: int
    n_closed: int
    region_share: float


#: year, requests, answered, office, pending, dialogues, factory, closed, by regions
USUAL_YEARS = (
    YearPlan(2018, 47, 0.90, 13, 0, 1, 2, 7, 0.31),
    YearPlan(2019, 48, 0.90, 12, 0, 1, 2, 9, 0.33),
    YearPlan(2020, 48, 0.88, 15, 0, 1, 3, 11, 0.34),
    YearPlan(2021, 50, 0.90, 11, 0, 1, 1, 14, 0.36),
    YearPlan(2022, 48, 0.88, 11, 0, 1, 2, 12, 0.45),
    YearPlan(2023, 50, 0.90, 14, 0, 2, 3, 11, 0.50),
    YearPlan(2024, 53, 0.92, 12, 0, 6, 3, 14, 0.67),
    YearPlan(2025, 54, 0.93, 11, 5, 3, 2, 11, 0.72),
)
#: The story is kept from this year on; before it the numbers vary with the seed.
STORY_FROM = 2022
N_OPEN = (26, 29)
FEWEST_CLOSED, MOST_CLOSED = 7, 16


def build_year_plans(
    rng: np.random.Generator, *, n_suppliers: int, n_years: int
) -> tuple[YearPlan, ...]:
    """Build one plan per year, the last being that of the data date.

    Years before the usual eight repeat the first four. Closures are set so that the
    wanted number of cases is open at the data date.
    """
    usual = {plan.year: plan for plan in USUAL_YEARS}
    first = USUAL_YEARS[0].year
    years = range(DATA_DATE.year - n_years + 1, DATA_DATE.year + 1)
    plans = [
        replace(usual[year if year >= first else first + year % 4], year=year)
        for year in years
    ]
    varied = [
        _draw_variation(rng, plan) if plan.year < STORY_FROM else plan for plan in plans
    ]
    grown = [_build_grown(plan, n_suppliers) for plan in varied]
    return _build_closures(rng, grown, _find_growth(n_suppliers))


def _draw_variation(rng: np.random.Generator, plan: YearPlan) -> YearPlan:
    return replace(
        plan,
        n_requests=plan.n_requests + int(rng.integers(-1, 3)),
        n_office_audits=plan.n_office_audits + int(rng.integers(-1, 2)),
        n_dialogues=plan.n_dialogues + int(rng.integers(0, 2)),
    )


def _find_growth(n_suppliers: int) -> float:
    relative = n_suppliers / USUAL_N_SUPPLIERS
    return relative**GROWTH if relative >= 1 else relative


def _build_grown(plan: YearPlan, n_suppliers: int) -> YearPlan:
    growth = _find_growth(n_suppliers)
    names = ("n_requests", "n_office_audits", "n_pending", "n_dialogues")
    return replace(
        plan,
        **{name: round(getattr(plan, name) * growth) for name in names},
        n_factory_audits=round(plan.n_factory_audits * growth),
        n_closed=round(plan.n_closed * growth),
    )


def _build_closures(
    rng: np.random.Generator, plans: list[YearPlan], growth: float
) -> tuple[YearPlan, ...]:
    """Move closures between the years until the wanted number of cases stays open."""
    n_open = round(int(rng.integers(*N_OPEN)) * growth)
    n_started = sum(
        plan.n_office_audits + plan.n_pending + plan.n_dialogues for plan in plans
    )
    closed = [plan.n_closed for plan in plans]
    lowest, highest = round(FEWEST_CLOSED * growth), round(MOST_CLOSED * growth)
    free = [i for i, plan in enumerate(plans) if plan.year < STORY_FROM][::-1]
    missing = n_started - n_open - sum(closed)
    for place in free * (abs(missing) if free else 0):
        step = (missing > 0) - (missing < 0)
        if step and lowest <= closed[place] + step <= highest:
            closed[place] += step
            missing -= step
    return tuple(
        replace(plan, n_closed=max(n, 0)) for plan, n in zip(plans, closed, strict=True)
    )
