"""What a plan may find, beside other lists, and what its constraints cost."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from pipelines.planning.candidates import KEYS
from pipelines.planning.expected import Chances, build_expected
from tests.planning.programmes import build_chances


@pytest.fixture(scope="module")
def lists(request: pytest.FixtureRequest) -> dict[str, dict]:
    """Expected hits of a plan of the twenty most valuable, by list."""
    candidates = request.getfixturevalue("candidates")
    chosen = (
        candidates.joint.filter("is_eligible")
        .sort("value_score", descending=True)
        .unique("supplier_id", keep="first", maintain_order=True)
        .head(20)
        .select(KEYS)
        .with_columns(audit_type_code=pl.lit("office_audit"))
    )
    found = build_expected(chosen, candidates, build_chances(candidates), seed=3)
    return {one["list_code"]: one for one in found}


def test_all_lists_are_there_and_as_long_as_the_plan(lists) -> None:
    assert list(lists) == ["plan", "last_plan", "rule", "random"]
    assert {lists[code]["n_audits"] for code in ("plan", "rule", "random")} == {20}


def test_an_interval_holds_the_number_and_widens_with_the_dice(lists) -> None:
    for one in lists.values():
        assert 0 <= one["hits_low"] <= one["hits"] <= one["hits_high"] + 1
        assert one["hits_high"] <= one["n_audits"]
    plan = lists["plan"]
    assert plan["hits_high"] - plan["hits_low"] >= 3


def test_the_best_finds_more_than_chance(lists) -> None:
    assert lists["plan"]["hits"] > lists["random"]["hits_high"]


def test_a_factory_audit_sees_more_but_never_more_than_all(candidates) -> None:
    certain = Chances(
        published=np.ones(candidates.joint.height),
        drawn=np.ones((10, candidates.joint.height)),
    )
    chosen = (
        candidates.joint.head(5)
        .select(KEYS)
        .with_columns(audit_type_code=pl.lit("factory_audit"))
    )
    [plan, *_] = build_expected(chosen, candidates, certain, seed=1)
    assert plan == {
        "list_code": "plan",
        "n_audits": 5,
        "hits": 5.0,
        "hits_low": 5,
        "hits_high": 5,
    }
    half = replace(certain, published=certain.published / 2, drawn=certain.drawn / 2)
    [plan, *_] = build_expected(chosen, candidates, half, seed=1)
    assert plan["hits"] == pytest.approx(5 * 0.5 * 1.25)


def test_an_empty_plan_finds_nothing(candidates) -> None:
    chosen = candidates.joint.head(0).select(
        *KEYS, audit_type_code=pl.lit("office_audit")
    )
    found = build_expected(chosen, candidates, build_chances(candidates), seed=1)
    assert [one["hits"] for one in found if one["list_code"] != "last_plan"] == [0] * 3


def test_every_constraint_that_is_wished_for_has_a_price(candidates, plan) -> None:
    result = plan(
        candidates,
        capacity={
            "audits": 30,
            "auditor_days": 70.0,
            "budget_sek": 1_500_000.0,
            "half_years": {"1": {"audits": 15}, "2": {"audits": 15}},
        },
        least_per_area=9,
        least_per_category={"category_a": 5},
    )
    prices = {(one["constraint_code"], one["key"]): one for one in result["prices"]}
    assert set(prices) >= {
        *(("audits", "one_more"), ("factory_audits", None), ("auditor_days", None)),
        *(("budget_sek", None), ("half_year_audits", None), ("exploration", None)),
        *(("least_per_area", None), ("least_per_category", None)),
        *(("most_per_category", None), ("most_small", None), ("one_per_group", None)),
    }
    assert all(one["value_cost"] >= 0 for one in prices.values())
    assert all(one["is_exact"] for one in prices.values())
    for key in (("least_per_area", None), ("exploration", None)):
        assert prices[key]["value_cost"] > 0


def test_a_constraint_that_is_not_wished_for_has_none(candidates, plan) -> None:
    result = plan(
        candidates,
        capacity={"audits": 30, "factory_audits": None},
        least_per_area=None,
        most_per_category_pct=None,
        most_small_points=None,
    )
    codes = {one["constraint_code"] for one in result["prices"]}
    assert codes <= {"audits", "one_per_group", "exploration", "must_include"}
