"""Wishes for a plan: what they begin with, and what a reader's choices make of them."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

Wishes = dict[str, Any]
FIRST_WISHES: Wishes = {
    "capacity": {
        "audits": 40,
        "factory_audits": 5,
        "auditor_days": 120,
        "budget_sek": None,
        "half_years": {},
    },
    "effort": {
        "office_audit": {"auditor_days": 2.0, "cost_sek": 40_000},
        "factory_audit": {"auditor_days": 6.0, "cost_sek": 150_000},
    },
    "least_per_area": 3,
    "least_per_category": {},
    "most_per_category_pct": 20,
    "most_per_category": {},
    "most_small_points": 15,
    "exploration_pct": 10,
    "bonus_last_plan": True,
    "must_include": [],
    "must_exclude": [],
    "performers": {},
}
# Room in the seed for the reader to number further lotteries of a year.
SEEDS_A_YEAR = 10_000


def build_first_wishes(plan_year: int) -> Wishes:
    """Build what a first scenario begins with."""
    return {
        "plan_year": plan_year,
        "seed": plan_year * SEEDS_A_YEAR + 101,
        **copy.deepcopy(FIRST_WISHES),
    }


def build_wishes(base: Mapping[str, Any], changes: Mapping[str, Any]) -> Wishes:
    """Lay a reader's choices over the wishes they began with.

    Args:
        base: Complete wishes.
        changes: New wishes by their path, such as "capacity.audits"; a mapping takes
            the place of the whole mapping there.
    """
    wishes = copy.deepcopy(dict(base))
    for path, wish in changes.items():
        *groups, name = path.split(".")
        place = wishes
        for group in groups:
            place = place.setdefault(group, {})
        place[name] = wish
    return wishes


def find_wish(wishes: Mapping[str, Any], path: str) -> Any:
    """Find one wish by its path; None when it is not there."""
    found: Any = wishes
    for name in path.split("."):
        if not isinstance(found, Mapping) or name not in found:
            return None
        found = found[name]
    return found


def build_pairs(keys: Sequence[str]) -> list[dict[str, str]]:
    """Turn "<supplier>-<category>" into what the command asks for."""
    pairs = [key.rpartition("-") for key in keys]
    return [
        {"supplier_id": supplier_id, "category_code": category_code}
        for supplier_id, _dash, category_code in pairs
    ]


def build_keys(pairs: Sequence[Mapping[str, str]]) -> list[str]:
    """Turn suppliers and categories into "<supplier>-<category>"."""
    return [f"{pair['supplier_id']}-{pair['category_code']}" for pair in pairs]
