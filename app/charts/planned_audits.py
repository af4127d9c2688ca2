"""What is said of audits that have been decided and are not cases yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.charts.case_words import METHOD_NAMES, show_word
from app.charts.plan_words import build_half_year, build_performer
from app.charts.spec import Cell, Table
from app.messages import _, ngettext


@dataclass(frozen=True)
class PlannedAudit:
    """One decided audit, as the page needs it."""

    supplier_id: str
    supplier_name: str
    category_code: str
    audit_type_code: str
    plan_name: str
    plan_year: int
    half_year: int
    performer_code: str | None


def build_planned_title(planned: Sequence[PlannedAudit]) -> str:
    """Say how many decided audits have not become cases."""
    return ngettext(
        "%(n)s decided audit has not begun",
        "%(n)s decided audits have not begun",
        len(planned),
    )


def build_planned_table(
    planned: Sequence[PlannedAudit], categories: Mapping[str, str]
) -> Table:
    """Build the list of decided audits, in the order they are to be made.

    Args:
        planned: The audits.
        categories: Code to name.
    """
    headings = (
        *(_("Supplier"), _("Category"), _("Audit"), _("When")),
        *(_("Performer"), _("Plan")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            each.supplier_name,
            categories.get(each.category_code, each.category_code),
            show_word(METHOD_NAMES, each.audit_type_code),
            _build_when(each),
            build_performer(each.performer_code),
            each.plan_name,
        )
        for each in sorted(planned, key=_build_order)
    ]
    return Table(headings, tuple(rows))


def _build_when(audit: PlannedAudit) -> str:
    return f"{build_half_year(audit.half_year)} {audit.plan_year}"


def _build_order(audit: PlannedAudit) -> tuple[int, int, str, str]:
    return audit.plan_year, audit.half_year, audit.supplier_name, audit.category_code
