"""Add to a plan: a supplier that was not chosen, and what readers say of it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.access import EVERY_ROLE, REGION, SECRETARIAT, Principal
from app.errors import AccessDenied, ChangedByOther, PlanIsLocked
from app.store.connection import start_writing
from app.store.plan_codes import COMMENTED, ITEM_ADDED, OPEN_STATES, OVERRIDE
from app.store.plan_drafts import build_new_item, read_item_facts
from app.store.plan_locks import find_first, find_newest, load_locked_plan
from app.store.plan_models import PlanItemRow
from app.store.plan_reasons import read_reason
from app.store.plan_records import PlanEvent, build_item, read_facts
from app.store.plan_rights import (
    check_may_comment_on_plan,
    check_override,
    check_role,
)
from app.store.plan_writing import write_event
from app.store.texts import read_text


def write_addition(
    plan_id: str,
    candidate: Mapping[str, Any],
    *,
    reason_code: str,
    note: str | None = None,
    event_id: str,
    principal: Principal,
) -> PlanEvent:
    """Add a supplier and category that the plan does not hold, for a reason.

    Args:
        plan_id: The plan.
        candidate: supplier_id, supplier_name, category_code, audit_type_code,
            half_year, probability, value_score, band_code and region_codes, as the
            ranking tells them (None where it tells nothing); performer_code and
            inclusion_probability may be left out.
        reason_code: One of the coded reasons.
        note: The reason in words; needed when the code is `other`.
        event_id: The UUID made when the form was drawn.
        principal: Who writes: the secretariat while the plan is open, a region on
            suppliers that it buys from while the plan is proposed.

    Raises:
        AccessDenied: The reader may not.
        ChangedByOther: The plan holds that supplier and category, in it or out of it.
        PlanIsLocked: The plan is decided.
        ValueError: The reason is missing or unknown, or `other` without a note.
        StoreBusy: Somebody else was writing for too long.
        StoreFull: The store cannot be written.
    """
    check_role(principal, SECRETARIAT, REGION)
    reason, words = read_reason(reason_code, note, is_required=True)
    item = build_new_item(candidate, why_code=OVERRIDE, is_recommended=False)
    item |= {"override_reason_code": reason, "note": words}
    now = datetime.now(UTC)
    with start_writing() as session:
        plan = load_locked_plan(session, plan_id)
        first = find_first(session, event_id, plan)
        if first is not None:
            return first
        check_override(plan.state_code, item["region_codes"], principal)
        _check_is_new(session, plan_id, item)
        added = {**item, "plan_id": plan_id, "changed_at": now}
        session.execute(insert(PlanItemRow).values(added))
        return write_event(
            session,
            plan,
            happened_at=now,
            event_id=event_id,
            kind_code=ITEM_ADDED,
            principal=principal,
            item=item,
            reason_code=reason,
            note=words,
            after=read_item_facts(item),
        )


def write_plan_comment(
    plan_id: str,
    text: str,
    *,
    item_id: str | None = None,
    event_id: str,
    principal: Principal,
) -> PlanEvent:
    """Say something of a plan or of one row of it; a decided plan may be spoken of.

    Raises:
        AccessDenied: The reader may not: a region speaks of its own suppliers' rows,
            while the plan is proposed.
        LookupError: The plan has no such row.
        PlanIsLocked: A region comes too late.
        ValueError: The text is empty or too long.
        StoreBusy: Somebody else was writing for too long.
        StoreFull: The store cannot be written.
    """
    check_role(principal, *EVERY_ROLE)
    words = read_text(text)
    with start_writing() as session:
        plan = load_locked_plan(session, plan_id)
        first = find_first(session, event_id, plan)
        if first is not None:
            return first
        item = None if item_id is None else session.get(PlanItemRow, item_id)
        if item_id is not None and (item is None or item.plan_id != plan_id):
            raise LookupError(f"no row {item_id!r} in plan {plan_id!r}")
        _check_comment(plan.state_code, item, principal)
        return write_event(
            session,
            plan,
            happened_at=datetime.now(UTC),
            event_id=event_id,
            kind_code=COMMENTED,
            principal=principal,
            item=None if item is None else read_facts(item),
            note=words,
        )


def _check_is_new(session: Session, plan_id: str, item: Mapping[str, Any]) -> None:
    held = session.scalar(
        select(PlanItemRow)
        .where(PlanItemRow.plan_id == plan_id)
        .where(PlanItemRow.supplier_id == item["supplier_id"])
        .where(PlanItemRow.category_code == item["category_code"])
    )
    if held is not None:
        newest = find_newest(session, plan_id=plan_id, item_id=held.item_id)
        raise ChangedByOther(build_item(held), newest)


def _check_comment(
    state_code: str, item: PlanItemRow | None, principal: Principal
) -> None:
    regions = None if item is None else item.region_codes
    if check_may_comment_on_plan(state_code, regions, principal):
        return
    if item is not None and state_code not in OPEN_STATES:
        raise PlanIsLocked(state_code)
    raise AccessDenied(principal.role_code)
