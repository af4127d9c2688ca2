import json
from pathlib import Path

import pytest

from pipelines.errors import PlanError
from pipelines.planning.wishes import Effort, build_echo, build_wishes, read_wishes

EFFORT = {
    "office_audit": Effort(2.0, 40_000.0),
    "factory_audit": Effort(6.0, 150_000.0),
}


def read(**wished: object) -> dict:
    return build_echo(build_wishes(json.dumps(wished), EFFORT))


def test_all_but_the_year_and_the_audits_have_defaults() -> None:
    assert read(plan_year=2026, capacity={"audits": 40}) == {
        "plan_year": 2026,
        "seed": 20260101,
        "capacity": {
            "audits": 40,
            "factory_audits": 5,
            "auditor_days": None,
            "budget_sek": None,
            "half_years": {},
        },
        "effort": {
            "office_audit": {"auditor_days": 2.0, "cost_sek": 40_000.0},
            "factory_audit": {"auditor_days": 6.0, "cost_sek": 150_000.0},
        },
        "least_per_area": 3,
        "least_per_category": {},
        "most_per_category_pct": 20,
        "most_per_category": {},
        "most_small_points": 15,
        "exploration_pct": 10,
        "bonus_last_plan": True,
        "must_include": (),
        "must_exclude": (),
        "performers": {},
    }


def test_what_is_echoed_can_be_wished_again() -> None:
    echoed = read(plan_year=2026, capacity={"audits": 9}, must_exclude=["4"], seed=7)
    assert read(**json.loads(json.dumps(echoed))) == json.loads(
        json.dumps(echoed), object_hook=build_tuples
    )


def build_tuples(found: dict) -> dict:
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in found.items()
    }


def test_null_is_no_limit_where_left_out_is_the_default() -> None:
    capacity = {"audits": 40, "factory_audits": None}
    assert read(plan_year=2026, capacity=capacity)["capacity"]["factory_audits"] is None
    assert (
        read(plan_year=2026, capacity={"audits": 40}, least_per_area=None)[
            "least_per_area"
        ]
        is None
    )


def test_one_kind_of_audit_may_take_another_effort_than_the_other() -> None:
    effort = {"office_audit": {"auditor_days": 3, "cost_sek": 0}}
    read_back = read(plan_year=2026, capacity={"audits": 1}, effort=effort)["effort"]
    assert read_back["office_audit"]["auditor_days"] == 3
    assert read_back["factory_audit"]["auditor_days"] == 6


@pytest.mark.parametrize(
    ("wished", "told"),
    [
        ({"plan_year": 2026}, "capacity is missing"),
        ({"capacity": {"audits": 1}}, "plan_year is missing"),
        ({"plan_year": 2026, "capacity": {}}, "capacity.audits is missing"),
        ({"plan_year": "2026", "capacity": {"audits": 1}}, "plan_year is '2026'"),
        ({"plan_year": 2026, "capacity": {"audits": 0}}, "capacity.audits is 0"),
        ({"plan_year": 2026, "capacity": {"audits": 1.5}}, "capacity.audits is 1.5"),
        (
            {"plan_year": 2026, "capacity": {"audits": 1}, "least_per_aera": 3},
            "least_per_aera is not a key that is known",
        ),
        (
            {"plan_year": 2026, "capacity": {"audits": 1, "days": 3}},
            "capacity.days is not a key that is known",
        ),
        (
            {"plan_year": 2026, "capacity": {"audits": 1}, "exploration_pct": 60},
            "exploration_pct is 60",
        ),
        (
            {
                "plan_year": 2026,
                "capacity": {"audits": 1, "half_years": {"3": {"audits": 1}}},
            },
            "capacity.half_years.3",
        ),
        (
            {
                "plan_year": 2026,
                "capacity": {"audits": 1},
                "performers": {"Z": {"auditor_days": 1}},
            },
            "performers.Z",
        ),
        (
            {
                "plan_year": 2026,
                "capacity": {"audits": 1},
                "must_include": [{"supplier_id": "4"}],
            },
            "must_include.0.category_code is missing",
        ),
        (
            {
                "plan_year": 2026,
                "capacity": {"audits": 1},
                "effort": {"office_audit": {"auditor_days": 0, "cost_sek": 1}},
            },
            "effort.office_audit.auditor_days is 0",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_by_the_name_of_the_key(
    wished: dict, told: str
) -> None:
    with pytest.raises(PlanError) as error:
        read(**wished)
    assert told in str(error.value)


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(PlanError) as error:
        read(plan_year=1, capacity={"audits": -1})
    assert "plan_year is 1" in str(error.value)
    assert "capacity.audits is -1" in str(error.value)


def test_a_file_that_is_no_json_is_told_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "wishes.json"
    path.write_text("plan_year: 2026", encoding="utf8")
    with pytest.raises(PlanError, match=r"wishes\.json cannot be read as JSON"):
        read_wishes(path, EFFORT)
    path.write_text("[]", encoding="utf8")
    with pytest.raises(PlanError, match="the whole is"):
        read_wishes(path, EFFORT)
