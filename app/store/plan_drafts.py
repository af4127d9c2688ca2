"""Make the first version of a plan: its row, what was chosen, and their events."""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.access import Principal
from app.store.plan_codes import CREATED, DRAFT, ITEM_ADDED
from app.store.plan_models import PlanEventRow, PlanItemRow, PlanRow, ScenarioRow
from app.store.plan_records import ITEM_FACTS
from app.store.plan_writing import build_event_values

#: What the optimiser or a page tells of a candidate.
CANDIDATE_FACTS = (
    *("supplier_id", "supplier_name", "category_code", "audit_type_code", "half_year"),
    *("probability", "value_score", "band_code"),
)
#: What not every candidate has.
CANDIDATE_OPTIONS = ("performer_code", "inclusion_probability")


def write_draft(
    session: Session,
    scenario: ScenarioRow,
    *,
    plan_id: str,
    event_id: str,
    name: str,
    principal: Principal,
) -> None:
    """Write a draft with everything that a scenario has chosen."""
    now = datetime.now(UTC)
    items = [
        build_new_item(candidate, why_code=candidate["why_code"], is_recommended=True)
        for candidate in scenario.result["chosen"]
    ]
    plan = PlanRow(
        plan_id=plan_id,
        name=name,
        plan_year=scenario.plan_year,
        state_code=DRAFT,
        version=1 + len(items),
        scenario_id=scenario.scenario_id,
        seed=scenario.wishes["seed"],
        build_id=scenario.build_id,
        model_run_id=scenario.model_run_id,
        written_at=now,
        changed_at=now,
        written_by_role_code=principal.role_code,
    )
    session.add(plan)
    session.flush()
    session.execute(
        insert(PlanEventRow), _build_events(plan, items, event_id, principal)
    )
    if items:
        session.execute(
            insert(PlanItemRow),
            [{**item, "plan_id": plan_id, "changed_at": now} for item in items],
        )


def _build_events(
    plan: PlanRow, items: list[dict[str, Any]], event_id: str, principal: Principal
) -> list[dict[str, Any]]:
    happened: dict[str, Any] = {"happened_at": plan.written_at, "principal": principal}
    made = build_event_values(
        plan,
        event_id=event_id,
        kind_code=CREATED,
        plan_version=1,
        after={
            "name": plan.name,
            "state_code": plan.state_code,
            "scenario_id": plan.scenario_id,
        },
        **happened,
    )
    added = [
        build_event_values(
            plan,
            event_id=str(uuid.uuid5(uuid.UUID(event_id), item["item_id"])),
            kind_code=ITEM_ADDED,
            plan_version=version,
            item=item,
            after=read_item_facts(item),
            **happened,
        )
        for version, item in enumerate(items, start=2)
    ]
    return [made, *added]


def build_new_item(
    candidate: Mapping[str, Any], *, why_code: str, is_recommended: bool
) -> dict[str, Any]:
    """Make a row of a plan from what is told of a candidate."""
    return {
        **{name: candidate[name] for name in CANDIDATE_FACTS},
        **{name: candidate.get(name) for name in CANDIDATE_OPTIONS},
        "item_id": str(uuid.uuid4()),
        "why_code": why_code,
        "is_in": True,
        "is_recommended": is_recommended,
        "override_reason_code": None,
        "note": None,
        "region_codes": tuple(sorted(candidate["region_codes"])),
        "version": 1,
    }


def read_item_facts(item: Mapping[str, Any]) -> dict[str, Any]:
    """Read what an event tells of a new row."""
    return {name: item[name] for name in ITEM_FACTS}
