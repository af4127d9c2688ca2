"""Every constraint of a plan is counted again, on programmes of all kinds."""

from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.errors import PlanError
from pipelines.planning.check_held import TOLD
from pipelines.planning.check_plan import check_plan
from pipelines.planning.run_plan import build_plan
from tests.planning.programmes import (
    CATEGORIES,
    build_chances,
    build_full_wishes,
    build_programme,
    find_wishes,
)

SIZES = st.integers(0, 40)
LIMIT = st.none() | SIZES


@st.composite
def draw_wishes(draw: st.DrawFn) -> dict[str, Any]:
    """Draw wishes that may contradict each other in every soft way."""
    audits = draw(st.integers(1, 40))
    return {
        "capacity": {
            "audits": audits,
            "factory_audits": draw(LIMIT),
            "auditor_days": draw(st.none() | st.floats(0, 200)),
            "budget_sek": draw(st.none() | st.floats(0, 4_000_000)),
            "half_years": draw(
                st.dictionaries(
                    st.sampled_from(["1", "2"]), st.builds(dict, audits=LIMIT)
                )
            ),
        },
        "seed": draw(st.integers(0, 1000)),
        "least_per_area": draw(st.none() | st.integers(0, 12)),
        "least_per_category": draw(
            st.dictionaries(st.sampled_from(CATEGORIES[:8]), st.integers(0, 6))
        ),
        "most_per_category_pct": draw(st.none() | st.floats(0, 100)),
        "most_per_category": draw(
            st.dictionaries(st.sampled_from(CATEGORIES[:8]), st.integers(0, 6))
        ),
        "most_small_points": draw(st.none() | st.floats(0, 40)),
        "exploration_pct": draw(st.floats(0, 50)),
        "bonus_last_plan": draw(st.booleans()),
        "performers": draw(
            st.dictionaries(
                st.sampled_from(["A", "D", "secretariat", "consultant"]),
                st.builds(dict, auditor_days=st.floats(0, 40)),
            )
        ),
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    wished=draw_wishes(),
    n_suppliers=st.integers(5, 150),
    n_categories=st.integers(1, 8),
    seed=st.integers(0, 1000),
)
def test_no_wishes_make_a_plan_break_a_constraint(
    wished: dict[str, Any], n_suppliers: int, n_categories: int, seed: int
) -> None:
    candidates = build_programme(n_suppliers, seed, n_categories=n_categories)
    wishes = find_wishes(candidates, **wished)
    result = build_plan(candidates, wishes, build_chances(candidates))
    counted = check_plan(result, candidates.rows.to_dicts())
    told = {(one["constraint_code"], one["key"]) for one in result["shortfalls"]}
    for check in counted:
        named = check["constraint_code"], check["key"]
        assert check["is_held"] or (check["constraint_code"] in TOLD and named in told)
    assert result["is_optimal"]
    assert {one["performer_code"] for one in result["chosen"]} <= {
        *(wished["performers"] or "ABCDEFGH"),
        None,
    }
    check_days(result)


def check_days(result: dict[str, Any]) -> None:
    """No performer does more than it has days for; who has none is listed."""
    for code, performer in result["wishes"]["performers"].items():
        days = sum(
            one["auditor_days"]
            for one in result["chosen"]
            if one["performer_code"] == code
        )
        assert days <= performer["auditor_days"] + 1e-6
    without = [
        one["supplier_id"] for one in result["chosen"] if not one["performer_code"]
    ]
    assert [one["supplier_id"] for one in result["unassigned"]] == without


def test_a_plan_with_every_constraint_at_once_keeps_them() -> None:
    candidates = build_programme(800, seed=3)
    wishes = build_full_wishes(candidates, 60)
    result = build_plan(candidates, wishes, build_chances(candidates))
    codes = {check["constraint_code"] for check in result["checks"]}
    assert codes == {
        *("audits", "factory_audits", "auditor_days", "budget_sek"),
        *("half_year_audits", "least_per_area", "least_per_category"),
        *("most_per_category", "most_small", "one_per_supplier", "one_per_group"),
        *("exploration", "must_include", "must_exclude", "eligible"),
    }
    assert all(check["is_held"] for check in result["checks"])
    assert len(result["chosen"]) == 60


def test_only_eligible_suppliers_of_prioritised_categories_are_chosen(
    candidates, plan
) -> None:
    result = plan(candidates, capacity={"audits": 100})
    chosen = pl.DataFrame(
        [(one["supplier_id"], one["category_code"]) for one in result["chosen"]],
        schema=["supplier_id", "category_code"],
        orient="row",
    )
    rows = candidates.rows.join(chosen, on=["supplier_id", "category_code"])
    assert rows.height == len(result["chosen"]) == 100
    assert rows["is_eligible"].all()
    assert rows["is_prioritised"].all()


def test_a_contract_decides_in_which_half_a_supplier_may_be_visited(
    candidates, plan
) -> None:
    result = plan(candidates, capacity={"audits": 100})
    ends = {
        (one["supplier_id"], one["category_code"]): one["last_visit_on"]
        for one in candidates.rows.to_dicts()
    }
    early = [
        one
        for one in result["chosen"]
        if (day := ends[one["supplier_id"], one["category_code"]])
        and str(day) < "2026-12-31"
    ]
    assert len(early) > 3
    assert all(one["half_year"] == 1 for one in early)


def test_what_nobody_can_keep_is_an_error_and_never_a_plan() -> None:
    candidates = build_programme(40, seed=1)
    named = candidates.joint.filter("is_eligible", pl.col("last_visit_on").is_null())
    units = named.unique("corporate_group_id", keep="first", maintain_order=True)
    wishes = find_wishes(
        candidates,
        capacity={"audits": 2},
        must_include=units["supplier_id", "category_code"].head(3).to_dicts(),
    )
    with pytest.raises(PlanError, match="must_include names 3 suppliers"):
        build_plan(candidates, wishes, build_chances(candidates))
