"""Audits that a plan has decided and that are not cases yet, and what to send out."""

from app.access import SECRETARIAT, Principal
from app.charts.planned_audits import (
    PlannedAudit,
    build_planned_table,
    build_planned_title,
)
from app.charts.spec import Footer
from app.components.case_files import offer_dispatch
from app.components.chart import show_list
from app.components.filters import find_category_names
from app.components.page_header import show_empty_state
from app.messages import _
from app.queries.dispatch import ToSend, fetch_dispatch_cases
from app.reports.planned_audits import find_planned_audits


def show_planned_audits(
    principal: Principal, *, category_code: str, footer: Footer
) -> None:
    """Show the decided audits that have not begun, and what there is to send out.

    Args:
        principal: Whose rights.
        category_code: A category; "all" leaves nothing out.
        footer: Where the figures come from.
    """
    planned = find_planned_audits(principal, category_code=category_code)
    if planned:
        show_list(
            "planned_audits",
            title=build_planned_title(planned),
            table=build_planned_table(planned, find_category_names(principal)),
            footer=footer,
        )
    else:
        show_empty_state(
            _("No decided audit waits to begin."),
            _("Decide a plan on the page Plan to see its audits here at once."),
        )
    if principal.role_code == SECRETARIAT:
        wanted = (*fetch_dispatch_cases(principal), *_find_to_send(planned))
        if wanted:
            offer_dispatch(principal, wanted, build_id=footer.build_id)


def _find_to_send(planned: tuple[PlannedAudit, ...]) -> tuple[ToSend, ...]:
    return tuple(
        ToSend(audit.supplier_id, audit.category_code, audit.audit_type_code)
        for audit in planned
    )
