"""Undo the newest change of a row or of a plan's state, as an event of its own."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.access import REGION, SECRETARIAT, STEERING_GROUP, Principal
from app.errors import AccessDenied, UndoRefused
from app.store.connection import start_writing
from app.store.plan_codes import (
    COMMENTED,
    ITEM_ADDED,
    ITEM_CHANGED,
    ITEM_OVERRIDDEN,
    STATE_CHANGED,
    UNDONE,
)
from app.store.plan_locks import find_first, find_newest, load_locked_plan
from app.store.plan_models import PlanEventRow, PlanItemRow, PlanRow
from app.store.plan_reasons import read_reason
from app.store.plan_records import PlanEvent, build_event, read_facts
from app.store.plan_rights import (
    STEPS_BACK,
    check_override,
    check_role,
    check_step_back,
)
from app.store.plan_writing import write_event, write_item_values

CHANGES_OF_ITEMS = (ITEM_ADDED, ITEM_CHANGED, ITEM_OVERRIDDEN)


def write_undo(
    event_id_to_undo: str,
    *,
    event_id: str,
    reason_code: str | None = None,
    note: str | None = None,
    principal: Principal,
) -> PlanEvent:
    """Undo the newest change of a row, or the newest step of a plan's state.

    A row is undone while its plan is open, by the secretariat; a region undoes what
    was overridden on its own suppliers while the plan is proposed. A decision is
    undone for a reason, by those who may decide.

    Raises:
        AccessDenied: The reader may not.
        LookupError: There is no such event.
        PlanIsLocked: The plan is decided, so its rows stay as they are.
        UndoRefused: Something came after it, or it is not of a kind that is undone.
        ValueError: A decision is undone without a reason.
        StoreBusy: Somebody else was writing for too long.
        StoreFull: The store cannot be written.
    """
    check_role(principal, SECRETARIAT, STEERING_GROUP, REGION)
    with start_writing() as session:
        row = session.get(PlanEventRow, event_id_to_undo)
        if row is None:
            raise LookupError(f"no event {event_id_to_undo!r} in any plan")
        plan = load_locked_plan(session, row.plan_id)
        first = find_first(session, event_id, plan)
        if first is not None:
            return first
        undone = build_event(row)
        facts: dict[str, Any] = {
            "happened_at": datetime.now(UTC),
            "event_id": event_id,
            "kind_code": UNDONE,
            "principal": principal,
            "undoes_event_id": undone.event_id,
        }
        if undone.item_id is None:
            return _undo_step(session, plan, undone, reason_code, note, facts)
        facts["note"] = read_reason(None, note, is_required=False)[1]
        return _undo_item(session, plan, undone, facts)


def _undo_step(
    session: Session,
    plan: PlanRow,
    undone: PlanEvent,
    reason_code: str | None,
    note: str | None,
    facts: dict[str, Any],
) -> PlanEvent:
    if undone.kind_code != STATE_CHANGED:
        raise UndoRefused("is_not_undoable")
    newest = find_newest(
        session, plan_id=plan.plan_id, item_id=None, kinds=(STATE_CHANGED, UNDONE)
    )
    if newest != undone:
        raise UndoRefused("is_not_newest")
    old = str((undone.before or {})["state_code"])
    check_step_back(plan.state_code, old, facts["principal"])
    reason, words = read_reason(
        reason_code, note, is_required=(plan.state_code, old) in STEPS_BACK
    )
    return write_event(
        session,
        plan,
        state_code=old,
        reason_code=reason,
        note=words,
        before=undone.after,
        after=undone.before,
        **facts,
    )


def _undo_item(
    session: Session, plan: PlanRow, undone: PlanEvent, facts: dict[str, Any]
) -> PlanEvent:
    if undone.kind_code == COMMENTED:
        raise UndoRefused("is_not_undoable")
    item = _load_undoable_item(session, plan, undone, facts["principal"])
    told = read_facts(item)
    if undone.before is None:
        session.connection().execute(
            delete(PlanItemRow).where(PlanItemRow.item_id == item.item_id)
        )
        return write_event(session, plan, item=told, before=told, **facts)
    values = {name: then for name, then in undone.before.items() if name != "version"}
    before, after = write_item_values(
        session,
        item,
        values,
        expected_version=item.version,
        happened_at=facts["happened_at"],
    )
    return write_event(session, plan, item=told, before=before, after=after, **facts)


def _load_undoable_item(
    session: Session, plan: PlanRow, undone: PlanEvent, principal: Principal
) -> PlanItemRow:
    item = session.get(PlanItemRow, undone.item_id)
    newest = find_newest(
        session,
        plan_id=plan.plan_id,
        item_id=undone.item_id,
        kinds=(*CHANGES_OF_ITEMS, UNDONE),
    )
    # A row that is gone was undone already.
    if item is None or newest != undone:
        raise UndoRefused("is_not_newest")
    check_override(plan.state_code, item.region_codes, principal)
    if principal.role_code == REGION and undone.kind_code != ITEM_OVERRIDDEN:
        raise AccessDenied(principal.role_code)
    # What the optimiser chose is taken out for a reason, not by undoing.
    if undone.before is None and item.is_recommended:
        raise UndoRefused("is_not_undoable")
    return item
