"""What is in a plan for another reason than value, and what it says of the rest."""

import dataclasses
from collections import Counter
from typing import Any

import polars as pl
import pytest

from pipelines.errors import PlanError
from pipelines.planning.candidates import Candidates, build_candidates, build_pool
from pipelines.planning.fixed import find_fixed
from tests.planning.programmes import TYPES, build_programme, find_wishes


def find_why(result: dict[str, Any], why: str) -> list[dict[str, Any]]:
    return [one for one in result["chosen"] if one["why_code"] == why]


def build_changed(candidates: Candidates, **columns: pl.Expr) -> Candidates:
    return build_candidates(
        candidates.rows.with_columns(**columns), TYPES, build_id="build"
    )


def test_the_same_rows_in_any_order_give_the_same_plan(candidates, plan) -> None:
    first = plan(candidates, capacity={"audits": 60}, least_per_area=9)
    shuffled = candidates.rows.sample(fraction=1.0, shuffle=True, seed=4)
    again = plan(
        build_candidates(shuffled, TYPES, build_id="build"),
        capacity={"audits": 60},
        least_per_area=9,
    )
    assert first["chosen"] == again["chosen"]
    assert first["prices"] == again["prices"]
    assert first["expected"] == again["expected"]


def test_of_suppliers_that_are_alike_the_lower_ids_are_chosen(plan) -> None:
    candidates = build_changed(
        build_programme(90, seed=2, n_categories=1),
        probability=pl.lit(0.4),
        value_score=pl.lit(0.3),
        probability_sd=pl.lit(0.1),
        is_small=pl.lit(value=False),
        is_eligible=pl.lit(value=True),
        is_prioritised=pl.lit(value=True),
        last_visit_on=pl.lit(None, pl.Date),
        due_reason_code=pl.lit(None, pl.String),
        is_in_last_plan=pl.lit(value=False),
        main_country_code=pl.lit(None, pl.String),
        procurement_region_codes=pl.lit(["A"]),
        corporate_group_id=pl.col("supplier_id"),
    )
    wished: dict[str, Any] = {
        "capacity": {"audits": 30},
        "most_per_category_pct": None,
        "least_per_area": None,
    }
    result = plan(candidates, **wished)
    lottery = {one["supplier_id"] for one in find_why(result, "lottery")}
    others = sorted(
        one["supplier_id"] for one in result["chosen"] if one["why_code"] != "lottery"
    )
    free = sorted(set(candidates.rows["supplier_id"]) - lottery)
    assert others == free[: len(others)]


def test_a_tenth_is_explored_and_never_under_three(candidates, plan) -> None:
    for n_audits, lottery, learning in ((12, 2, 1), (40, 2, 2), (55, 3, 3)):
        result = plan(candidates, capacity={"audits": n_audits})
        assert len(find_why(result, "lottery")) == lottery
        assert len(find_why(result, "learning")) == learning


def test_there_is_most_to_learn_from_whoever_is_guided_to(candidates, plan) -> None:
    wished = {
        "capacity": {"audits": 20},
        "most_per_category_pct": None,
        "most_small_points": None,
    }
    result = plan(candidates, **wished)
    p = pl.col("probability")
    pool = build_pool(candidates, find_wishes(candidates, **wished)).with_columns(
        telling=pl.col("probability_sd") * p * (1 - p)
    )
    [guided] = [one["supplier_id"] for one in find_why(result, "learning")]
    others = [one["supplier_id"] for one in result["chosen"]]
    others.remove(guided)
    groups = pool.filter(pl.col("supplier_id").is_in(others))["corporate_group_id"]
    left = pool.filter(pl.col("corporate_group_id").is_in(groups.implode()).not_())
    assert guided == left.sort("telling", descending=True)["supplier_id"][0]


def test_the_lottery_draws_as_often_as_it_says(candidates) -> None:
    counted: Counter[tuple[str, str]] = Counter()
    said: dict[tuple[str, str], float] = {}
    n_seeds = 1000
    for seed in range(n_seeds):
        wishes = find_wishes(candidates, capacity={"audits": 300}, seed=seed)
        pool = build_pool(candidates, wishes)
        fixed = find_fixed(pool, candidates, wishes)
        for row, chance in zip(fixed.lottery, fixed.chance, strict=True):
            unit = pool["supplier_id"][row], pool["category_code"][row]
            counted[unit] += 1
            said[unit] = chance
    expected = pl.Series([said[unit] * n_seeds for unit in counted])
    found = pl.Series([counted[unit] for unit in counted])
    # Chi-square per degree of freedom is near one when the chances are right.
    assert 0.85 < ((found - expected) ** 2 / expected).mean() < 1.15
    assert len(counted) == pool.height - len(fixed.follow_ups)


def test_the_lottery_is_the_same_for_the_same_seed_only(candidates, plan) -> None:
    drawn = [
        [
            one["supplier_id"]
            for one in find_why(
                plan(candidates, capacity={"audits": 80}, seed=seed), "lottery"
            )
        ]
        for seed in (1, 1, 2)
    ]
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_lot_is_an_office_audit_with_its_chance(candidates, plan) -> None:
    result = plan(candidates, capacity={"audits": 80})
    for one in result["chosen"]:
        is_lot = one["why_code"] == "lottery"
        assert (one["inclusion_probability"] is not None) == is_lot
        assert not is_lot or one["audit_type_code"] == "office_audit"
        assert not is_lot or 0 < one["inclusion_probability"] < 1


def test_follow_ups_that_are_due_are_in_gravest_first(candidates, plan) -> None:
    pool = candidates.joint.filter(
        "is_eligible", pl.col("last_visit_on").is_null()
    ).unique("corporate_group_id", keep="none", maintain_order=True)
    worst = pool.sort("value_score")["supplier_id"][:6].to_list()
    due = build_changed(
        candidates,
        due_reason_code=pl.when(pl.col("supplier_id").is_in(worst[:2]))
        .then(pl.lit("severe_finding_overdue"))
        .when(pl.col("supplier_id").is_in(worst))
        .then(pl.lit("major_finding_overdue")),
    )
    result = plan(due, capacity={"audits": 40})
    assert {one["supplier_id"] for one in find_why(result, "follow_up")} >= set(worst)
    # With room for two only the gravest are made, and the others are told of.
    tight = plan(due, capacity={"audits": 2})
    assert {one["supplier_id"] for one in tight["chosen"]} == set(worst[:2])
    told = {
        one["key"]
        for one in tight["shortfalls"]
        if one["message_code"] == "follow_up_not_possible"
    }
    assert told >= set(worst[2:])


def test_who_is_in_for_a_floor_alone_is_there_for_coverage(candidates, plan) -> None:
    free = plan(candidates, capacity={"audits": 30}, least_per_area=None)
    assert not find_why(free, "coverage")
    result = plan(candidates, capacity={"audits": 30}, least_per_area=10)
    covering = find_why(result, "coverage")
    assert covering
    assert {one["supplier_id"] for one in covering}.isdisjoint(
        one["supplier_id"] for one in find_why(free, "risk")
    )


def test_an_impossible_floor_names_what_is_short_and_gives_a_plan(
    candidates, plan
) -> None:
    alone = build_changed(
        candidates,
        procurement_region_codes=pl.when(pl.col("supplier_id") == "4000000007")
        .then(pl.lit(["G"]))
        .otherwise(pl.lit(["A", "B"])),
    )
    result = plan(alone, capacity={"audits": 30}, least_per_category={"category_a": 40})
    short = {
        (one["constraint_code"], one["key"]): (one["wanted"], one["message_code"])
        for one in result["shortfalls"]
    }
    assert short["least_per_area", "G"] == (3, "too_few_candidates")
    assert short["least_per_area", "C"] == (3, "too_few_candidates")
    assert ("least_per_area", "A") not in short
    assert short["least_per_category", "category_a"][0] == 40
    assert len(result["chosen"]) == 30


def test_too_few_suppliers_for_the_audits_is_told(plan) -> None:
    result = plan(
        build_programme(20, seed=1), capacity={"audits": 90}, most_small_points=None
    )
    [short] = [
        one for one in result["shortfalls"] if one["constraint_code"] == "audits"
    ]
    assert short["found"] == len(result["chosen"]) < 90
    assert short["message_code"] == "too_few_candidates"


def test_where_nobody_may_be_visited_the_plan_is_empty_and_says_so(
    candidates, plan
) -> None:
    nobody = build_changed(candidates, is_eligible=pl.lit(value=False))
    result = plan(nobody, capacity={"audits": 5})
    assert result["chosen"] == []
    short = {one["constraint_code"] for one in result["shortfalls"]}
    assert {"audits", "least_per_area"} <= short


def test_what_must_be_included_is_whatever_it_is_worth(candidates, plan) -> None:
    least = (
        candidates.joint.filter("is_eligible", pl.col("last_visit_on").is_null())
        .sort("value_score")
        .head(1)["supplier_id", "category_code"]
        .to_dicts()
    )
    result = plan(candidates, capacity={"audits": 10}, must_include=least)
    [named] = find_why(result, "override")
    assert named["supplier_id"] == least[0]["supplier_id"]
    [price] = [
        one
        for one in result["prices"]
        if (one["constraint_code"], one["key"]) == ("must_include", None)
    ]
    assert price["value_cost"] > 0


@pytest.mark.parametrize(
    ("eligible", "prioritised", "told"),
    [
        (False, True, "may not be planned (covered_by_follow_up)"),
        (True, False, "is not prioritised"),
    ],
)
def test_who_may_not_be_included_is_told_with_the_reason(
    candidates, plan, eligible: bool, prioritised: bool, told: str
) -> None:
    unit = (
        candidates.rows.filter(
            pl.col("is_eligible") == eligible, pl.col("is_prioritised") == prioritised
        )
        .head(1)["supplier_id", "category_code"]
        .to_dicts()
    )
    with pytest.raises(PlanError) as error:
        plan(candidates, capacity={"audits": 10}, must_include=unit)
    assert told in str(error.value)
    assert unit[0]["supplier_id"] in str(error.value)


def test_nobody_unknown_and_no_two_of_a_group_can_be_included(candidates, plan) -> None:
    with pytest.raises(PlanError, match="not among the suppliers that are ranked"):
        plan(
            candidates,
            capacity={"audits": 10},
            must_include=[{"supplier_id": "5", "category_code": "food"}],
        )
    eligible = candidates.joint.filter("is_eligible", pl.col("last_visit_on").is_null())
    twins = eligible.filter(pl.len().over("corporate_group_id") > 1)
    of_one = twins.filter(
        pl.col("corporate_group_id") == twins["corporate_group_id"][0]
    )
    with pytest.raises(PlanError, match="two of one supplier or one corporate group"):
        plan(
            candidates,
            capacity={"audits": 10},
            must_include=of_one["supplier_id", "category_code"].to_dicts(),
        )


def test_the_last_plan_decides_between_near_equals_alone(candidates, plan) -> None:
    with_bonus = plan(candidates, capacity={"audits": 60}, seed=1)
    without = plan(candidates, capacity={"audits": 60}, seed=1, bonus_last_plan=False)
    kept = [
        sum(one["is_in_last_plan"] for one in result["chosen"])
        for result in (with_bonus, without)
    ]
    assert kept[0] >= kept[1]
    value = [
        sum(one["value_score"] * one["detectability_score"] for one in result["chosen"])
        for result in (with_bonus, without)
    ]
    assert value[0] == pytest.approx(value[1], rel=0.02)


def test_the_fixed_are_told_apart_from_each_other(candidates) -> None:
    wishes = find_wishes(candidates, capacity={"audits": 40})
    fixed = find_fixed(build_pool(candidates, wishes), candidates, wishes)
    assert len(set(fixed.rows)) == len(fixed.rows)
    assert dataclasses.replace(fixed, lottery=()).rows == (
        *fixed.required,
        *fixed.follow_ups,
    )
