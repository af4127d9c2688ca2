"""What has happened to plans: read by those who may see the rows it is about."""

from collections.abc import Iterable

from sqlalchemy import select

from app.access import Principal
from app.store.connection import start_reading
from app.store.plan_history import find_regions_of_items
from app.store.plan_models import PlanEventRow, PlanRow
from app.store.plan_records import PlanEvent, build_event
from app.store.plan_rights import (
    check_may_read_plans,
    check_sees_plan,
    check_sees_supplier,
)


def fetch_plan_events(plan_id: str, principal: Principal) -> tuple[PlanEvent, ...]:
    """Fetch what has happened to one plan, as far as a reader may see, newest first.

    Raises:
        AccessDenied: The reader is not signed in.
        LookupError: There is no such plan, or it is not shown to the reader.
    """
    check_may_read_plans(principal)
    with start_reading() as session:
        plan = session.get(PlanRow, plan_id)
        if plan is None or not check_sees_plan(principal, plan.state_code):
            raise LookupError(f"no plan {plan_id!r}")
        rows = select(PlanEventRow).where(PlanEventRow.plan_id == plan_id)
        events = [build_event(row) for row in session.scalars(rows)]
    newest = sorted(events, key=lambda event: event.plan_version, reverse=True)
    return _find_visible(newest, principal)


def fetch_supplier_events(
    supplier_id: str, principal: Principal
) -> tuple[PlanEvent, ...]:
    """Fetch what plans have said of one supplier, as far as a reader may see.

    Returns:
        Events of the rows with this supplier, in every plan, the newest first.

    Raises:
        AccessDenied: The reader is not signed in.
    """
    check_may_read_plans(principal)
    newest = (
        select(PlanEventRow, PlanRow.state_code)
        .join(PlanRow, PlanRow.plan_id == PlanEventRow.plan_id)
        .where(PlanEventRow.supplier_id == supplier_id)
        .order_by(PlanEventRow.happened_at.desc(), PlanEventRow.plan_version.desc())
    )
    with start_reading() as session:
        events = [
            build_event(row)
            for row, state_code in session.execute(newest)
            if check_sees_plan(principal, state_code)
        ]
    return _find_visible(events, principal)


def _find_visible(
    events: Iterable[PlanEvent], principal: Principal
) -> tuple[PlanEvent, ...]:
    every = tuple(events)
    regions = find_regions_of_items(every)
    return tuple(
        event
        for event in every
        if event.item_id is None
        or check_sees_supplier(principal, regions[event.item_id])
    )
