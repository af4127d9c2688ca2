"""Audits that a plan has decided and that are not cases yet, read from the store.

The store is asked and not the warehouse, so that a decision is seen at once.
"""

from app.access import Principal
from app.charts.planned_audits import PlannedAudit
from app.queries.planned_cases import fetch_begun
from app.store.plan_codes import DECIDED
from app.store.plans import fetch_planned_items


def find_planned_audits(
    principal: Principal, *, category_code: str = "all"
) -> tuple[PlannedAudit, ...]:
    """Find the decided audits that have not begun, as far as the reader may see.

    Args:
        principal: Whose rights.
        category_code: A category; "all" leaves nothing out.
    """
    decided = fetch_planned_items(principal, state_codes=(DECIDED,))
    audits = tuple(
        PlannedAudit(
            supplier_id=each.item.supplier_id,
            supplier_name=each.item.supplier_name,
            category_code=each.item.category_code,
            audit_type_code=each.item.audit_type_code,
            plan_name=each.plan_name,
            plan_year=each.plan_year,
            half_year=each.item.half_year,
            performer_code=each.item.performer_code,
        )
        for each in decided
        if category_code in ("all", each.item.category_code)
    )
    begun = fetch_begun(principal, [_find_key(audit) for audit in audits])
    return tuple(audit for audit in audits if _find_key(audit) not in begun)


def _find_key(audit: PlannedAudit) -> tuple[str, str, int]:
    return audit.supplier_id, audit.category_code, audit.plan_year
