"""Change a plan: its state, its rows, and what is said of them.

Every function takes the `event_id` that was made when the form was drawn. Sent again
it changes nothing and returns the event that was written the first time.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from app.access import REGION, SECRETARIAT, STEERING_GROUP, Principal
from app.errors import ChangedByOther
from app.store.connection import start_writing
from app.store.plan_codes import (
    AUDIT_TYPES,
    HALF_YEARS,
    ITEM_CHANGED,
    ITEM_OVERRIDDEN,
    PERFORMERS,
    STATE_CHANGED,
)
from app.store.plan_locks import (
    check_plan_version,
    find_first,
    find_newest,
    load_locked_item,
    load_locked_plan,
)
from app.store.plan_reasons import read_reason
from app.store.plan_records import PlanEvent, read_facts
from app.store.plan_rights import check_override, check_role, check_step
from app.store.plan_writing import write_event, write_item_values

#: What may be changed of a row, and to what.
CHOICES = {
    "performer_code": (*PERFORMERS, None),
    "half_year": HALF_YEARS,
    "audit_type_code": AUDIT_TYPES,
}


def write_state(
    plan_id: str,
    state_code: str,
    *,
    event_id: str,
    expected_version: int,
    reason_code: str | None = None,
    note: str | None = None,
    principal: Principal,
) -> PlanEvent:
    """Take a plan one step: proposed, back to draft, decided or carried out.

    Raises:
        AccessDenied: The reader may not take this step.
        ChangedByOther: The plan or a row of it is no longer what the reader saw.
        PlanIsLocked: No such step leads from where the plan is.
        StoreBusy: Somebody else was writing for too long.
        StoreFull: The store cannot be written.
    """
    check_role(principal, SECRETARIAT, STEERING_GROUP)
    reason, words = read_reason(reason_code, note, is_required=False)
    with start_writing() as session:
        plan = load_locked_plan(session, plan_id)
        first = find_first(session, event_id, plan)
        if first is not None:
            return first
        check_plan_version(session, plan, expected_version)
        check_step(plan.state_code, state_code, principal)
        return write_event(
            session,
            plan,
            happened_at=datetime.now(UTC),
            state_code=state_code,
            event_id=event_id,
            kind_code=STATE_CHANGED,
            principal=principal,
            reason_code=reason,
            note=words,
            before={"state_code": plan.state_code},
            after={"state_code": state_code},
        )


def write_override(
    item_id: str,
    *,
    is_in: bool,
    reason_code: str,
    note: str | None = None,
    event_id: str,
    expected_version: int,
    principal: Principal,
) -> PlanEvent:
    """Take a row out of a plan, or in again, for a reason.

    The secretariat may while the plan is open, a region on suppliers that it buys
    from while the plan is proposed.

    Raises:
        AccessDenied: The reader may not.
        ChangedByOther: The row is no longer what the reader saw.
        PlanIsLocked: The plan is decided.
        ValueError: The reason is missing or unknown, or `other` without a note.
        StoreBusy: Somebody else was writing for too long.
        StoreFull: The store cannot be written.
    """
    check_role(principal, SECRETARIAT, REGION)
    reason, words = read_reason(reason_code, note, is_required=True)
    return _write_item(
        item_id,
        {"is_in": is_in, "override_reason_code": reason, "note": words},
        expected_version=expected_version,
        event_id=event_id,
        kind_code=ITEM_OVERRIDDEN,
        principal=principal,
        reason_code=reason,
        note=words,
    )


def write_item_change(
    item_id: str,
    changes: Mapping[str, Any],
    *,
    event_id: str,
    expected_version: int,
    note: str | None = None,
    principal: Principal,
) -> PlanEvent:
    """Change who performs an audit, in which half-year, or of which type.

    Args:
        item_id: The row.
        changes: One or more of `performer_code`, `half_year`, `audit_type_code`.
        event_id: The UUID made when the form was drawn.
        expected_version: The row's version as the reader saw it.
        note: Why, in words; may be left out.
        principal: Who writes: the secretariat.

    Raises:
        AccessDenied: The reader is not the secretariat.
        ChangedByOther: The row is no longer what the reader saw.
        PlanIsLocked: The plan is decided.
        ValueError: There is nothing to change, or no such choice.
        StoreBusy: Somebody else was writing for too long.
        StoreFull: The store cannot be written.
    """
    check_role(principal, SECRETARIAT)
    for name, chosen in changes.items():
        if chosen not in CHOICES.get(name, ()):
            raise ValueError(f"{name} cannot be changed to {chosen!r} in a plan")
    if not changes:
        raise ValueError("there is nothing to change")
    _reason, words = read_reason(None, note, is_required=False)
    return _write_item(
        item_id,
        changes,
        expected_version=expected_version,
        event_id=event_id,
        kind_code=ITEM_CHANGED,
        principal=principal,
        note=words,
    )


def _write_item(
    item_id: str,
    values: Mapping[str, Any],
    *,
    expected_version: int,
    event_id: str,
    principal: Principal,
    **event: Any,
) -> PlanEvent:
    now = datetime.now(UTC)
    with start_writing() as session:
        plan, item = load_locked_item(session, item_id)
        first = find_first(session, event_id, plan)
        if first is not None:
            return first
        if item is None:
            newest = find_newest(session, plan_id=plan.plan_id, item_id=item_id)
            raise ChangedByOther(None, newest)
        check_override(plan.state_code, item.region_codes, principal)
        before, after = write_item_values(
            session, item, values, expected_version=expected_version, happened_at=now
        )
        return write_event(
            session,
            plan,
            happened_at=now,
            event_id=event_id,
            principal=principal,
            item=read_facts(item),
            before=before,
            after=after,
            **event,
        )
