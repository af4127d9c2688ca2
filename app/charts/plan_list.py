"""The list of a scenario's audits as words, and those that nobody can do."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.charts.plan_words import (
    OTHER_UNASSIGNED,
    UNASSIGNED_WORDS,
    build_audit_type,
    build_band,
    build_half_year,
    build_performer,
    build_why,
)
from app.charts.spec import Cell, Row, Table
from app.formatting import show_percent
from app.messages import _, ngettext

Names = Mapping[str, str]


def build_list_title(chosen: Sequence[Row]) -> str:
    """Say how many audits are proposed."""
    return ngettext("%(n)s audit is proposed", "%(n)s audits are proposed", len(chosen))


def build_chosen_table(chosen: Sequence[Row], *, category_names: Names) -> Table:
    """Build the audits, the most valuable first.

    Args:
        chosen: As from the command.
        category_names: Category code to name.
    """
    headings = (
        _("Supplier"),
        _("Category"),
        _("Audit type"),
        _("Why chosen"),
        _("Band"),
        _("Performer"),
        _("Half-year"),
        _("Trip"),
        _("Auditor-days"),
        _("Areas"),
        _("Supplier number"),
    )
    ordered = sorted(chosen, key=lambda row: (-row["value_score"], row["supplier_id"]))
    rows = tuple(_build_row(row, category_names) for row in ordered)
    return Table(headings, rows)


def build_unassigned(result: Mapping[str, Any]) -> tuple[str, ...]:
    """Name the audits that no performer has room for, and why."""
    names = {row["supplier_id"]: row["supplier_name"] for row in result["chosen"]}
    return tuple(
        _(
            "%(supplier)s: %(reason)s",
            supplier=names.get(row["supplier_id"], row["supplier_id"]),
            reason=_(
                UNASSIGNED_WORDS.get(row["reason_code"], OTHER_UNASSIGNED)
            ).lower(),
        )
        for row in result["unassigned"]
    )


def _build_row(row: Row, category_names: Names) -> tuple[Cell, ...]:
    return (
        row["supplier_name"],
        category_names.get(row["category_code"], row["category_code"]),
        build_audit_type(row["audit_type_code"]),
        _build_why(row),
        build_band(row["band_code"]),
        build_performer(row["performer_code"]),
        build_half_year(row["half_year"]),
        row["trip_code"],
        row["auditor_days"],
        ", ".join(row["area_codes"]),
        row["supplier_id"],
    )


def _build_why(row: Row) -> str:
    why = build_why(row["why_code"])
    if row["inclusion_probability"] is None:
        return why
    chance = show_percent(100 * row["inclusion_probability"], decimals=1)
    return _("%(why)s, chance %(percent)s", why=why, percent=chance)
