"""Lock a plan before it is changed, and see what has happened to it already.

Every function here works inside the caller's transaction.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import ChangedByOther
from app.store.plan_models import PlanEventRow, PlanItemRow, PlanRow
from app.store.plan_records import PlanEvent, build_event, build_plan


def load_locked_plan(session: Session, plan_id: str) -> PlanRow:
    """Load a plan and keep every other writer of it waiting until the end.

    Raises:
        LookupError: There is no such plan.
    """
    plan = session.scalar(
        select(PlanRow).where(PlanRow.plan_id == plan_id).with_for_update()
    )
    if plan is None:
        raise LookupError(f"no plan {plan_id!r}")
    return plan


def load_locked_item(
    session: Session, item_id: str
) -> tuple[PlanRow, PlanItemRow | None]:
    """Load a row's plan, locked, and the row: None when it was taken back.

    Raises:
        LookupError: There never was such a row.
    """
    plan_id = session.scalar(
        select(PlanEventRow.plan_id).where(PlanEventRow.item_id == item_id).limit(1)
    )
    if plan_id is None:
        raise LookupError(f"no row {item_id!r} in any plan")
    return load_locked_plan(session, plan_id), session.get(PlanItemRow, item_id)


def check_plan_version(session: Session, plan: PlanRow, expected_version: int) -> None:
    """Let one through who has seen the plan as it is now.

    Raises:
        ChangedByOther: The plan or a row of it has changed since.
    """
    if plan.version != expected_version:
        raise ChangedByOther(
            build_plan(plan), find_newest(session, plan_id=plan.plan_id, item_id=None)
        )


def find_first(session: Session, event_id: str, plan: PlanRow) -> PlanEvent | None:
    """Find the event that the same form wrote earlier; the plan is locked already.

    Raises:
        ValueError: The id belongs to another plan's event.
    """
    row = session.get(PlanEventRow, event_id)
    if row is None:
        return None
    if row.plan_id != plan.plan_id:
        raise ValueError(f"event {event_id!r} belongs to another plan")
    return build_event(row)


def find_newest(
    session: Session, *, plan_id: str, item_id: str | None, kinds: tuple[str, ...] = ()
) -> PlanEvent | None:
    """Find the newest event of a row, or of the plan itself when no row is given."""
    newest = (
        select(PlanEventRow)
        .where(PlanEventRow.plan_id == plan_id)
        .order_by(PlanEventRow.plan_version.desc())
        .limit(1)
    )
    if item_id is not None:
        newest = newest.where(PlanEventRow.item_id == item_id)
    if kinds:
        newest = newest.where(PlanEventRow.kind_code.in_(kinds))
    row = session.scalar(newest)
    return None if row is None else build_event(row)
