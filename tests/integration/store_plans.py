"""A small scenario and plan to try the store with, and who does what to them."""

import uuid
from typing import Any

from app.access import PUBLIC, REGION, SECRETARIAT, STEERING_GROUP, Principal
from app.store.plan_additions import write_addition, write_plan_comment
from app.store.plan_changes import write_override, write_state
from app.store.plan_records import Plan, Scenario
from app.store.plan_undo import write_undo
from app.store.plans import fetch_plan, write_plan
from app.store.scenarios import write_scenario

SECRETARY = Principal(role_code=SECRETARIAT, region_codes=(), build_id="b1")
STEERING = Principal(role_code=STEERING_GROUP, region_codes=(), build_id="b1")
SKANE = Principal(role_code=REGION, region_codes=("12",), build_id="b1")
STRANGER = Principal(role_code=PUBLIC, region_codes=(), build_id="b1")


def make_id() -> str:
    return str(uuid.uuid4())


def make_candidate(number: int, *regions: str, **other: Any) -> dict[str, Any]:
    return {
        "supplier_id": f"55601{number:05}",
        "supplier_name": f"Exempel {number} AB",
        "category_code": "it",
        "audit_type_code": "office_audit",
        "half_year": 1,
        "why_code": "risk",
        "probability": 0.5,
        "value_score": 10.0 - number,
        "band_code": "likely",
        "inclusion_probability": None,
        "performer_code": "A",
        "region_codes": list(regions or ("01", "12")),
        **other,
    }


def make_result(*chosen: dict[str, Any]) -> dict[str, Any]:
    return {
        "wishes": {"plan_year": 2026, "seed": 20260101, "capacity": {"audits": 2}},
        "build_id": "b1",
        "model_run_id": "m1",
        "chosen": list(chosen or (make_candidate(1), make_candidate(2, "01"))),
    }


def write_small_scenario(*chosen: dict[str, Any]) -> Scenario:
    return write_scenario(
        scenario_id=make_id(),
        name="Fyrtio revisioner",
        result=make_result(*chosen),
        principal=SECRETARY,
    )


def write_small_plan(*chosen: dict[str, Any]) -> Plan:
    plan_id = make_id()
    write_plan(
        plan_id=plan_id,
        event_id=make_id(),
        name="Plan 2026",
        scenario=write_small_scenario(*chosen),
        principal=SECRETARY,
    )
    return fetch_plan(plan_id, SECRETARY)


def write_step(plan_id: str, state_code: str) -> None:
    write_state(
        plan_id,
        state_code,
        event_id=make_id(),
        expected_version=fetch_plan(plan_id, SECRETARY).version,
        principal=SECRETARY,
    )


def write_decided_plan() -> Plan:
    """A plan where a region took one out, one was added, and the rest decided."""
    plan = write_small_plan()
    write_step(plan.plan_id, "proposed")
    write_override(
        plan.items[0].item_id,
        is_in=False,
        reason_code="other",
        note="Ring Anna Svensson först",
        event_id=make_id(),
        expected_version=1,
        principal=SKANE,
    )
    write_addition(
        plan.plan_id,
        make_candidate(3, "14"),
        reason_code="recent_event",
        event_id=make_id(),
        principal=SECRETARY,
    )
    taken_back = write_addition(
        plan.plan_id,
        make_candidate(4, "14"),
        reason_code="capacity",
        event_id=make_id(),
        principal=SECRETARY,
    )
    write_undo(taken_back.event_id, event_id=make_id(), principal=SECRETARY)
    write_step(plan.plan_id, "decided")
    write_plan_comment(
        plan.plan_id, "Ring Anna.", event_id=make_id(), principal=SECRETARY
    )
    return fetch_plan(plan.plan_id, SECRETARY)
