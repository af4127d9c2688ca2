"""The rows of a plan as words: what is to be audited, by whom, and what was changed."""

from collections.abc import Collection, Mapping, Sequence

from app.charts.plan_states import build_state
from app.charts.plan_words import (
    build_audit_type,
    build_band,
    build_half_year,
    build_performer,
    build_why,
)
from app.charts.spec import Cell, NumberCard, Row, Table
from app.formatting import show_number
from app.messages import N_, _, ngettext

REASON_WORDS = {
    "local_knowledge": N_("Local knowledge"),
    "recent_event": N_("Something that has just happened"),
    "contract_change": N_("The contract changes"),
    "other_follow_up": N_("Somebody else follows up"),
    "capacity": N_("Capacity"),
    "joint_visit": N_("Joint visit"),
    "other": N_("Other, say what"),
}
Names = Mapping[str, str]
Pairs = Collection[tuple[str, str]]


def build_reason(reason_code: str | None) -> str:
    """Say a coded reason; empty when there is none."""
    return _(REASON_WORDS[reason_code]) if reason_code else ""


def build_plan_title(name: str, state_code: str, items: Sequence[Row]) -> str:
    """Say what the plan is and how many audits it holds."""
    n_in = sum(row["is_in"] for row in items)
    audits = ngettext("%(n)s audit", "%(n)s audits", n_in)
    state = build_state(state_code).lower()
    return _("%(name)s, %(state)s: %(audits)s", name=name, state=state, audits=audits)


def build_plan_numbers(items: Sequence[Row], *, made: Pairs) -> tuple[NumberCard, ...]:
    """Build the row of numbers above the plan.

    Args:
        items: The plan's rows, in it and out of it.
        made: Supplier and category of the audits made in the plan's year.
    """
    rows = [row for row in items if row["is_in"]]
    n_factory = sum(row["audit_type_code"] == "factory_audit" for row in rows)
    n_out = sum(row["is_recommended"] and not row["is_in"] for row in items)
    n_added = sum(not row["is_recommended"] for row in rows)
    return (
        NumberCard(
            _("In the plan"),
            show_number(len(rows)),
            _("of which %(n)s in factories", n=show_number(n_factory)),
        ),
        NumberCard(
            _("Taken out"), show_number(n_out), _("of those that were recommended")
        ),
        NumberCard(_("Added"), show_number(n_added), _("beside the recommendation")),
        NumberCard(
            _("Without performer"),
            show_number(sum(row["performer_code"] is None for row in rows)),
        ),
        NumberCard(
            _("Audits made"),
            show_number(find_n_made(rows, made)),
            _("in the plan year"),
        ),
    )


def find_n_made(items: Sequence[Row], made: Pairs) -> int:
    """Count the rows in the plan whose audit has been made."""
    return sum(
        row["is_in"] and (row["supplier_id"], row["category_code"]) in made
        for row in items
    )


def build_items_table(
    items: Sequence[Row],
    *,
    category_names: Names,
    known_suppliers: Collection[str],
    made: Pairs,
) -> Table:
    """Build the plan's rows, those that are taken out last.

    Args:
        items: The plan's rows, in the order to show.
        category_names: Category code to name.
        known_suppliers: Those the published build still knows of.
        made: Supplier and category of the audits made in the plan's year.
    """
    headings = (
        _("Supplier"),
        _("Category"),
        _("In the plan"),
        _("Audit type"),
        _("Half-year"),
        _("Performer"),
        _("Why chosen"),
        _("Band"),
        _("Reason for the change"),
        _("Note"),
        _("In the data"),
        _("Supplier number"),
    )
    rows = []
    for row in build_ordered_items(items):
        is_made = (row["supplier_id"], row["category_code"]) in made
        is_known = row["supplier_id"] in known_suppliers
        rows.append(_build_row(row, category_names, is_known=is_known, is_made=is_made))
    return Table(headings, tuple(rows))


def build_ordered_items(items: Sequence[Row]) -> list[Row]:
    """Put what is taken out last; otherwise as given."""
    return sorted(items, key=lambda row: not row["is_in"])


def build_item_names(items: Sequence[Row], *, category_names: Names) -> dict[str, str]:
    """Build the choice between the plan's rows: id to supplier and category."""
    names = {}
    for row in build_ordered_items(items):
        category = category_names.get(row["category_code"], row["category_code"])
        name = f"{row['supplier_name']}, {category}"
        names[row["item_id"]] = (
            name if row["is_in"] else _("%(name)s (taken out)", name=name)
        )
    return names


def _build_row(
    row: Row, category_names: Names, *, is_known: bool, is_made: bool
) -> tuple[Cell, ...]:
    found = _("audited") if is_made else _("yes")
    return (
        row["supplier_name"],
        category_names.get(row["category_code"], row["category_code"]),
        _("Yes") if row["is_in"] else _("No"),
        build_audit_type(row["audit_type_code"]),
        build_half_year(row["half_year"]),
        build_performer(row["performer_code"]),
        build_why(row["why_code"]),
        build_band(row["band_code"]),
        build_reason(row["override_reason_code"]),
        row["note"] or "",
        found if is_known else _("missing in the data"),
        row["supplier_id"],
    )
