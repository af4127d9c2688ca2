"""Plans: made from a scenario, and read back by those who may see them."""

import uuid
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.access import SECRETARIAT, Principal
from app.store.connection import start_reading, start_writing
from app.store.plan_codes import CARRIED_OUT, DECIDED, PROPOSED
from app.store.plan_drafts import write_draft
from app.store.plan_models import PlanEventRow, PlanItemRow, PlanRow, ScenarioRow
from app.store.plan_records import (
    Plan,
    PlanItem,
    PlannedItem,
    Scenario,
    build_item,
    build_plan,
)
from app.store.plan_rights import (
    check_may_read_plans,
    check_role,
    check_sees_plan,
    check_sees_supplier,
)
from app.store.texts import LONGEST_NAME, read_text


def write_plan(
    *, plan_id: str, event_id: str, name: str, scenario: Scenario, principal: Principal
) -> Plan:
    """Make a draft of a plan with what a kept scenario has chosen.

    Args:
        plan_id: A UUID made when the form was drawn.
        event_id: Another; sent twice, the form makes one plan.
        name: What the reader calls it, at most 120 characters.
        scenario: The scenario; what counts is what the store holds under its id.
        principal: Who writes, checked here whatever the page has checked.

    Returns:
        The plan.

    Raises:
        AccessDenied: The reader is not the secretariat.
        ValueError: The name is empty or too long, or an id is no UUID.
        StoreBusy: Somebody else was writing for too long.
        StoreFull: The store cannot be written.
    """
    check_role(principal, SECRETARIAT)
    called = read_text(name, longest=LONGEST_NAME)
    made_id = str(uuid.UUID(plan_id))
    try:
        with start_writing() as session:
            kept = session.get_one(ScenarioRow, scenario.scenario_id)
            write_draft(
                session,
                kept,
                plan_id=made_id,
                event_id=str(uuid.UUID(event_id)),
                name=called,
                principal=principal,
            )
    except IntegrityError:
        # The same form sent twice has the same event. Anything else is a real fault.
        with start_reading() as session:
            first = session.get(PlanEventRow, event_id)
        if first is None or first.plan_id != made_id:
            raise
    return fetch_plan(plan_id, principal)


def fetch_plans(principal: Principal) -> tuple[Plan, ...]:
    """Fetch the plans that a reader may see, without rows, the newest first.

    Raises:
        AccessDenied: The reader is not signed in.
    """
    check_may_read_plans(principal)
    newest = select(PlanRow).order_by(
        PlanRow.plan_year.desc(), PlanRow.written_at.desc(), PlanRow.plan_id
    )
    with start_reading() as session:
        return tuple(
            build_plan(row)
            for row in session.scalars(newest)
            if check_sees_plan(principal, row.state_code)
        )


def fetch_plan(plan_id: str, principal: Principal) -> Plan:
    """Fetch one plan with the rows that a reader may see, the most valuable first.

    Raises:
        AccessDenied: The reader is not signed in.
        LookupError: There is no such plan, or it is not shown to the reader.
    """
    check_may_read_plans(principal)
    with start_reading() as session:
        row = session.get(PlanRow, plan_id)
        if row is None or not check_sees_plan(principal, row.state_code):
            raise LookupError(f"no plan {plan_id!r}")
        rows = select(PlanItemRow).where(PlanItemRow.plan_id == plan_id)
        items = [build_item(each) for each in session.scalars(rows)]
    seen = [item for item in items if check_sees_supplier(principal, item.region_codes)]
    return build_plan(row, tuple(sorted(seen, key=_build_order)))


def fetch_planned_items(
    principal: Principal,
    *,
    state_codes: Collection[str] = (PROPOSED, DECIDED, CARRIED_OUT),
) -> tuple[PlannedItem, ...]:
    """Fetch the rows that are in plans of these states, as far as a reader may see.

    Raises:
        AccessDenied: The reader is not signed in.
    """
    check_may_read_plans(principal)
    planned = (
        select(PlanItemRow, PlanRow.name, PlanRow.plan_year, PlanRow.state_code)
        .join(PlanRow, PlanRow.plan_id == PlanItemRow.plan_id)
        .where(PlanItemRow.is_in, PlanRow.state_code.in_(state_codes))
        .order_by(PlanRow.plan_year.desc(), PlanItemRow.item_id)
    )
    with start_reading() as session:
        return tuple(
            PlannedItem(name, plan_year, state_code, build_item(row))
            for row, name, plan_year, state_code in session.execute(planned)
            if check_sees_plan(principal, state_code)
            and check_sees_supplier(principal, row.region_codes)
        )


def _build_order(item: PlanItem) -> tuple[bool, float, str]:
    # Rows whose value nobody has reckoned stand last.
    return item.value_score is None, -(item.value_score or 0), item.item_id
