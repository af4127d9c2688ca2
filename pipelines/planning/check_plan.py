"""Check a plan against every wish, in plain counting that has never seen the solver.

Solvers have returned answers outside their bounds and called them optimal. This module
reads the finished plan, as the page will show it, and counts again; it imports neither
the solver nor the limits that were given to it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from math import ceil
from typing import Any

TOLERANCE = 1e-6


@dataclass(frozen=True)
class Check:
    """One constraint: what was allowed, what was found, and whether that holds."""

    constraint_code: str
    key: str | None
    limit: float | None
    found: float
    is_held: bool


def check_plan(
    result: dict[str, Any], candidates: Iterable[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Count every constraint of a result.

    Args:
        result: As written for the pages: `wishes`, `chosen`, `population`.
        candidates: Rows of marts.rpt_plan_candidates.

    Returns:
        One row per constraint and key that the wishes ask for.
    """
    wishes, chosen = result["wishes"], result["chosen"]
    known = {(one["supplier_id"], one["category_code"]): one for one in candidates}
    checks = [
        *_check_capacity(wishes, chosen),
        *_check_floors(wishes, chosen),
        *_check_caps(wishes, chosen, result["population"]["small_share"]),
        *_check_once(chosen, known),
        *_check_named(wishes, chosen),
        _check_explored(wishes, chosen),
        _check_eligible(wishes, chosen, known),
    ]
    return [asdict(check) for check in checks]


def _check_capacity(
    wishes: dict[str, Any], chosen: list[dict[str, Any]]
) -> Iterator[Check]:
    capacity = wishes["capacity"]
    found = {
        "audits": len(chosen),
        "factory_audits": sum(
            one["audit_type_code"] == "factory_audit" for one in chosen
        ),
        "auditor_days": sum(
            wishes["effort"][one["audit_type_code"]]["auditor_days"] for one in chosen
        ),
        "budget_sek": sum(
            wishes["effort"][one["audit_type_code"]]["cost_sek"] for one in chosen
        ),
    }
    for code, number in found.items():
        if capacity[code] is not None:
            yield _build_most(code, None, capacity[code], number)
    of_half = Counter(str(one["half_year"]) for one in chosen)
    for half, room in sorted(capacity["half_years"].items()):
        if room["audits"] is not None:
            yield _build_most("half_year_audits", half, room["audits"], of_half[half])


def _check_floors(
    wishes: dict[str, Any], chosen: list[dict[str, Any]]
) -> Iterator[Check]:
    areas = Counter(area for one in chosen for area in set(one["area_codes"]))
    if wishes["least_per_area"]:
        for area in "ABCDEFGH":
            yield _build_least(
                "least_per_area", area, wishes["least_per_area"], areas[area]
            )
    categories = Counter(one["category_code"] for one in chosen)
    for category, least in sorted(wishes["least_per_category"].items()):
        yield _build_least("least_per_category", category, least, categories[category])


def _check_caps(
    wishes: dict[str, Any], chosen: list[dict[str, Any]], small_share: float
) -> Iterator[Check]:
    categories = Counter(one["category_code"] for one in chosen)
    share = wishes["most_per_category_pct"]
    for category in sorted({*categories, *wishes["most_per_category"]}):
        cap = wishes["most_per_category"].get(category)
        if cap is None and share is not None:
            cap = max(int(wishes["capacity"]["audits"] * share / 100 + 1e-9), 1)
        if cap is not None:
            yield _build_most("most_per_category", category, cap, categories[category])
    points = wishes["most_small_points"]
    if points is not None and small_share + points / 100 < 1:
        small = sum(one["is_small"] for one in chosen)
        most = (small_share + points / 100) * len(chosen)
        yield _build_most("most_small", None, round(most, 3), small)


def _check_once(
    chosen: list[dict[str, Any]], known: dict[tuple[str, str], dict[str, Any]]
) -> Iterator[Check]:
    suppliers = Counter(one["supplier_id"] for one in chosen)
    groups = Counter(
        known[unit]["corporate_group_id"]
        for one in chosen
        if (unit := _find_unit(one)) in known
    )
    yield _build_most("one_per_supplier", None, 1, max(suppliers.values(), default=0))
    yield _build_most("one_per_group", None, 1, max(groups.values(), default=0))


def _check_named(
    wishes: dict[str, Any], chosen: list[dict[str, Any]]
) -> Iterator[Check]:
    units = {_find_unit(one) for one in chosen}
    wanted = {_find_unit(one) for one in wishes["must_include"]}
    if wanted:
        yield _build_least("must_include", None, len(wanted), len(wanted & units))
    excluded = set(wishes["must_exclude"])
    if excluded:
        there = sum(supplier in excluded for supplier, _ in units)
        yield _build_most("must_exclude", None, 0, there)


def _check_explored(wishes: dict[str, Any], chosen: list[dict[str, Any]]) -> Check:
    audits = wishes["capacity"]["audits"]
    share = ceil(audits * wishes["exploration_pct"] / 100 - 1e-9)
    wanted = min(max(share, 3), audits // 2)
    found = [
        one
        for one in chosen
        if (one["why_code"] == "lottery" and (one["inclusion_probability"] or 0) > 0)
        or one["why_code"] == "learning"
    ]
    return _build_least("exploration", None, wanted, len(found))


def _check_eligible(
    wishes: dict[str, Any],
    chosen: list[dict[str, Any]],
    known: dict[tuple[str, str], dict[str, Any]],
) -> Check:
    """Count who may not be visited in the half-year that the plan gives."""
    last_days = {
        1: date(wishes["plan_year"], 6, 30),
        2: date(wishes["plan_year"], 12, 31),
    }
    strange = 0
    for one in chosen:
        row = known.get(_find_unit(one))
        fits = (
            row is not None
            and row["is_eligible"]
            and row["is_prioritised"]
            and (
                row["last_visit_on"] is None
                or row["last_visit_on"] >= last_days[one["half_year"]]
            )
            and not (
                one["audit_type_code"] == "factory_audit"
                and row["main_country_code"] is None
            )
        )
        strange += not fits
    return _build_most("eligible", None, 0, strange)


def _find_unit(one: dict[str, Any]) -> tuple[str, str]:
    return one["supplier_id"], one["category_code"]


def _build_most(code: str, key: str | None, limit: float, found: float) -> Check:
    return Check(code, key, limit, found, is_held=found <= limit + TOLERANCE)


def _build_least(code: str, key: str | None, limit: float, found: float) -> Check:
    return Check(code, key, limit, found, is_held=found >= limit - TOLERANCE)
