"""The check bites: a plan that is spoiled in any one way is stopped."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from pipelines.errors import PlanError
from pipelines.planning.check_held import check_held
from pipelines.planning.check_plan import check_plan
from pipelines.planning.run_plan import build_plan
from tests.planning.programmes import (
    build_chances,
    build_full_wishes,
    build_programme,
)

Result = dict[str, Any]
Rows = list[dict[str, Any]]
Spoil = Callable[[Result, Rows], None]


@pytest.fixture(scope="module")
def rows() -> Rows:
    return build_programme(800, seed=3).rows.to_dicts()


@pytest.fixture(scope="module")
def kept() -> Result:
    """A plan with every constraint there is, as it comes back from JSON."""
    candidates = build_programme(800, seed=3)
    wishes = build_full_wishes(candidates, 60)
    return json.loads(
        json.dumps(build_plan(candidates, wishes, build_chances(candidates)))
    )


def find_other(result: Result, rows: Rows, **wanted: Any) -> Result:
    """Write somebody who is not in the plan as an audit of it."""
    there = {one["supplier_id"] for one in result["chosen"]}
    row = next(
        row
        for row in rows
        if row["supplier_id"] not in there
        and all(row[name] == value for name, value in wanted.items())
    )
    return {
        **result["chosen"][0],
        "supplier_id": row["supplier_id"],
        "category_code": row["category_code"],
        "area_codes": row["procurement_region_codes"],
        "is_small": row["is_small"],
        "audit_type_code": "office_audit",
        "why_code": "risk",
    }


def spoil_audits(result: Result, _rows: Rows) -> None:
    result["wishes"]["capacity"]["audits"] = 59


def spoil_factory(result: Result, _rows: Rows) -> None:
    for one in result["chosen"]:
        one["audit_type_code"] = "factory_audit"


def spoil_days(result: Result, _rows: Rows) -> None:
    result["wishes"]["effort"]["office_audit"]["auditor_days"] = 3.0


def spoil_budget(result: Result, _rows: Rows) -> None:
    result["wishes"]["capacity"]["budget_sek"] = 1_000_000.0


def spoil_half(result: Result, _rows: Rows) -> None:
    for one in result["chosen"]:
        one["half_year"] = 1


def spoil_area(result: Result, _rows: Rows) -> None:
    for one in result["chosen"]:
        one["area_codes"] = [area for area in one["area_codes"] if area != "G"]


def spoil_floor(result: Result, _rows: Rows) -> None:
    result["wishes"]["least_per_category"]["category_a"] = 50


def spoil_cap(result: Result, _rows: Rows) -> None:
    for one in result["chosen"]:
        one["category_code"] = "category_b"


def spoil_small(result: Result, _rows: Rows) -> None:
    for one in result["chosen"]:
        one["is_small"] = True


def spoil_supplier(result: Result, _rows: Rows) -> None:
    result["chosen"][1] = result["chosen"][0]


def spoil_group(result: Result, rows: Rows) -> None:
    first, second = (
        (one["supplier_id"], one["category_code"]) for one in result["chosen"][:2]
    )
    group = next(
        row["corporate_group_id"]
        for row in rows
        if (row["supplier_id"], row["category_code"]) == first
    )
    for row in rows:
        if (row["supplier_id"], row["category_code"]) == second:
            row["corporate_group_id"] = group


def spoil_included(result: Result, _rows: Rows) -> None:
    result["chosen"] = [
        one for one in result["chosen"] if one["why_code"] != "override"
    ]


def spoil_excluded(result: Result, _rows: Rows) -> None:
    result["wishes"]["must_exclude"].append(result["chosen"][-1]["supplier_id"])


def spoil_explored(result: Result, _rows: Rows) -> None:
    for one in result["chosen"]:
        one["inclusion_probability"] = None


def spoil_eligible(result: Result, rows: Rows) -> None:
    result["chosen"][-1] = find_other(result, rows, is_eligible=False)


def spoil_queue(result: Result, rows: Rows) -> None:
    result["chosen"][-1] = find_other(result, rows, is_prioritised=False)


@pytest.mark.parametrize(
    ("constraint_code", "spoil"),
    [
        ("audits", spoil_audits),
        ("factory_audits", spoil_factory),
        ("auditor_days", spoil_days),
        ("budget_sek", spoil_budget),
        ("half_year_audits", spoil_half),
        ("least_per_area", spoil_area),
        ("least_per_category", spoil_floor),
        ("most_per_category", spoil_cap),
        ("most_small", spoil_small),
        ("one_per_supplier", spoil_supplier),
        ("one_per_group", spoil_group),
        ("must_include", spoil_included),
        ("must_exclude", spoil_excluded),
        ("exploration", spoil_explored),
        ("eligible", spoil_eligible),
        ("eligible", spoil_queue),
    ],
)
def test_a_spoiled_plan_is_stopped(
    kept: Result,
    rows: Rows,
    constraint_code: str,
    spoil: Spoil,
) -> None:
    result, known = copy.deepcopy(kept), copy.deepcopy(rows)
    check_held(check_plan(result, known), result["shortfalls"])
    spoil(result, known)
    checks = check_plan(result, known)
    broken = {one["constraint_code"] for one in checks if not one["is_held"]}
    assert constraint_code in broken
    with pytest.raises(PlanError, match=constraint_code):
        check_held(checks, result["shortfalls"])


def test_a_floor_that_the_plan_itself_says_is_not_met_is_no_fault(
    kept: Result, rows: Rows
) -> None:
    result = copy.deepcopy(kept)
    spoil_area(result, rows)
    checks = check_plan(result, rows)
    check_held(checks, [{"constraint_code": "least_per_area", "key": "G"}])
    with pytest.raises(PlanError, match="least_per_area G"):
        check_held(checks, [{"constraint_code": "least_per_area", "key": "A"}])
