"""Write a change of a plan and its event, inside the caller's transaction."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from app.access import Principal
from app.errors import ChangedByOther
from app.store.plan_locks import find_newest
from app.store.plan_models import PlanEventRow, PlanItemRow, PlanRow
from app.store.plan_records import (
    PlanEvent,
    build_event,
    build_item,
    build_plan,
)


def write_item_values(
    session: Session,
    item: PlanItemRow,
    values: Mapping[str, Any],
    *,
    expected_version: int,
    happened_at: datetime,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Change a row that nobody has changed since the reader saw it.

    Returns:
        What changed, as it was before and as it is after.

    Raises:
        ChangedByOther: Somebody was first.
    """
    before = {name: getattr(item, name) for name in (*values, "version")}
    after = {**values, "version": expected_version + 1}
    found = session.connection().execute(
        update(PlanItemRow)
        .where(PlanItemRow.item_id == item.item_id)
        .where(PlanItemRow.version == expected_version)
        .values(**after, changed_at=happened_at),
    )
    if found.rowcount != 1:
        raise ChangedByOther(
            build_item(item),
            find_newest(session, plan_id=item.plan_id, item_id=item.item_id),
        )
    return before, after


def write_event(
    session: Session,
    plan: PlanRow,
    *,
    happened_at: datetime,
    state_code: str | None = None,
    **event: Any,
) -> PlanEvent:
    """Number a change as the plan's next version and write its event.

    Args:
        session: The transaction that holds the change itself.
        plan: The locked plan.
        happened_at: The moment of the change.
        state_code: The plan's new state, when it is that which changes.
        event: What else `build_event_values` takes of the event.

    Raises:
        ChangedByOther: The plan is no longer what the reader saw.
    """
    seen = plan.version
    found = session.connection().execute(
        update(PlanRow)
        .where(PlanRow.plan_id == plan.plan_id, PlanRow.version == seen)
        .values(
            version=seen + 1,
            changed_at=happened_at,
            state_code=state_code or plan.state_code,
        ),
    )
    if found.rowcount != 1:
        raise ChangedByOther(build_plan(plan), None)
    values = build_event_values(
        plan, happened_at=happened_at, plan_version=seen + 1, **event
    )
    session.execute(insert(PlanEventRow).values(values))
    return build_event(session.get_one(PlanEventRow, values["event_id"]))


def build_event_values(
    plan: PlanRow,
    *,
    event_id: str,
    kind_code: str,
    happened_at: datetime,
    plan_version: int,
    principal: Principal,
    item: Mapping[str, Any] | None = None,
    reason_code: str | None = None,
    note: str | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    undoes_event_id: str | None = None,
) -> dict[str, Any]:
    """Make the row of an event.

    Args:
        plan: The plan it belongs to.
        event_id: The UUID made when the form was drawn.
        kind_code: What kind of change.
        happened_at: When.
        plan_version: Its number among the plan's events, from 1.
        principal: Who did it.
        item: Facts of the row it is about; None when it is about the plan.
        reason_code: The coded reason.
        note: The reason in words.
        before: The changed facts before it; None for what was not there.
        after: The changed facts after it; None for what is gone.
        undoes_event_id: The event that it undoes.
    """
    about = item or {}
    return {
        "event_id": str(uuid.UUID(event_id)),
        "plan_id": plan.plan_id,
        "item_id": about.get("item_id"),
        "supplier_id": about.get("supplier_id"),
        "category_code": about.get("category_code"),
        "plan_year": plan.plan_year,
        "happened_at": happened_at,
        "by_role_code": principal.role_code,
        "by_region_codes": principal.region_codes,
        "kind_code": kind_code,
        "reason_code": reason_code,
        "note": note,
        "before": before,
        "after": after,
        "plan_version": plan_version,
        "build_id": principal.build_id,
        "model_run_id": plan.model_run_id,
        "band_code": about.get("band_code"),
        "undoes_event_id": undoes_event_id,
    }
