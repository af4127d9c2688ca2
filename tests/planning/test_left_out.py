"""Nobody worth more than the chosen is passed over without a reason that holds."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.charts.plan_left_out import LEFT_OUT_WORDS
from pipelines.planning.candidates import Candidates
from tests.planning.programmes import PLAN_YEAR, build_programme

Plan = Callable[..., dict[str, Any]]
SHUT = ("covered_by_follow_up", "contract_too_short", "must_exclude")


def check_reason(
    left: dict[str, Any], candidates: Candidates, result: dict[str, Any]
) -> bool:
    """Count the reason again from the plan and the candidates themselves."""
    chosen, wishes = result["chosen"], result["wishes"]
    known = {
        (row["supplier_id"], row["category_code"]): row
        for row in candidates.rows.to_dicts()
    }
    row = known[left["supplier_id"], left["category_code"]]
    of_category = Counter(one["category_code"] for one in chosen)
    cap = int(wishes["capacity"]["audits"] * wishes["most_per_category_pct"] / 100)
    groups = {
        known[one["supplier_id"], one["category_code"]]["corporate_group_id"]
        for one in chosen
    }
    n_small = sum(one["is_small"] for one in chosen)
    share = result["population"]["small_share"] + wishes["most_small_points"] / 100
    return {
        "covered_by_follow_up": not row["is_eligible"],
        "contract_too_short": row["last_visit_on"] is not None
        and row["last_visit_on"] < date(PLAN_YEAR, 6, 30),
        "must_exclude": row["supplier_id"] in wishes["must_exclude"],
        "group_is_chosen": row["corporate_group_id"] in groups,
        "category_is_full": of_category[row["category_code"]] >= cap,
        "small_are_full": row["is_small"] and n_small + 1 > share * len(chosen),
        "no_room": row["is_eligible"],
    }[left["reason_code"]]


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 10_000), audits=st.integers(10, 30))
def test_every_reason_holds(plan: Plan, seed: int, audits: int) -> None:
    candidates = build_programme(120, seed=seed, n_categories=6)
    result = plan(candidates, capacity={"audits": audits})
    by_risk = [
        one["value_score"] for one in result["chosen"] if one["why_code"] == "risk"
    ]
    # A plan that is all follow-ups, lots and learning has passed nobody over for risk.
    least = min(by_risk, default=float("inf"))
    chosen = {one["supplier_id"] for one in result["chosen"]}
    assert by_risk or not result["left_out"]
    for left in result["left_out"]:
        assert left["supplier_id"] not in chosen
        assert left["value_score"] > least
        assert check_reason(left, candidates, result), left
        assert left["reason_code"] in LEFT_OUT_WORDS


def test_the_most_valuable_that_cannot_be_visited_are_named_first(
    plan: Plan, candidates: Candidates
) -> None:
    best = candidates.joint.filter("is_eligible").sort("value_score")["supplier_id"][-1]
    result = plan(candidates, capacity={"audits": 20}, must_exclude=[best])
    left = result["left_out"]
    values = [row["value_score"] for row in left]
    assert values == sorted(values, reverse=True)
    assert {row["supplier_id"]: row["reason_code"] for row in left}[best] in SHUT
    assert len({row["supplier_id"] for row in left}) == len(left)


@pytest.mark.parametrize("last_visit_on", [date(PLAN_YEAR, 6, 29), date(2020, 1, 1)])
def test_a_contract_that_ends_too_early_for_the_plan_is_told(
    plan: Plan, candidates: Candidates, last_visit_on: date
) -> None:
    joint = candidates.joint.filter("is_eligible").sort("value_score")
    best = joint["supplier_id"][-1]
    is_best = pl.col("supplier_id") == best
    shortened = candidates.rows.with_columns(
        last_visit_on=pl.when(is_best)
        .then(pl.lit(last_visit_on))
        .otherwise("last_visit_on"),
        is_eligible=pl.col("is_eligible") | is_best,
    )
    result = plan(replace(candidates, rows=shortened), capacity={"audits": 20})
    told = {row["supplier_id"]: row["reason_code"] for row in result["left_out"]}
    assert told[best] == "contract_too_short"
