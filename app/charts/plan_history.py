"""What has happened to a plan: who, when, what, before and after."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.charts.plan_items import build_reason
from app.charts.plan_states import build_state, build_who
from app.charts.plan_words import build_audit_type, build_half_year, build_performer
from app.charts.spec import Cell, Row, Table
from app.formatting import show_moment
from app.messages import N_, _, ngettext

KIND_WORDS = {
    "created": N_("Made the plan"),
    "state_changed": N_("Moved the plan on"),
    "item_added": N_("Added the row"),
    "item_changed": N_("Changed the row"),
    "item_overridden": N_("Took out or in"),
    "commented": N_("Commented"),
    "undone": N_("Undid"),
}
Names = Mapping[str, str]


def build_history_table(events: Sequence[Row], *, place_names: Names) -> Table:
    """Build the events, the newest first.

    Args:
        events: As from the store, the newest first.
        place_names: Region code to name.
    """
    suppliers = find_supplier_names(events)
    headings = (
        _("When"),
        _("Who"),
        _("What"),
        _("Supplier"),
        _("Change"),
        _("Reason"),
        _("Note"),
    )
    rows = tuple(
        (
            show_moment(event["happened_at"]),
            build_who(event, place_names),
            _build_kind(event),
            suppliers.get(event["item_id"] or "", ""),
            build_change(event, n_chosen=_count_chosen(events)),
            build_reason(event["reason_code"]),
            event["note"] or "",
        )
        for event in events
        if not _check_is_first(event)
    )
    return Table(headings, rows)


def build_event_sentence(event: Row, events: Sequence[Row], place_names: Names) -> str:
    """Say in one line what somebody did, for a choice or beside a reader's own text."""
    parts: list[Cell] = [
        show_moment(event["happened_at"]),
        build_who(event, place_names),
        _build_kind(event).lower(),
        find_supplier_names(events).get(event["item_id"] or "", ""),
        build_change(event, n_chosen=_count_chosen(events)),
        build_reason(event["reason_code"]),
        event["note"] or "",
    ]
    return " \u00b7 ".join(str(part) for part in parts if part)


def build_change(event: Row, *, n_chosen: int = 0) -> str:
    """Say what was and what is: "Half-year: first -> second"."""
    before, after = event["before"] or {}, event["after"] or {}
    if event["kind_code"] == "created":
        return ngettext("with %(n)s audit", "with %(n)s audits", n_chosen)
    parts = []
    for name, (words, write) in _find_facts().items():
        if name not in before and name not in after:
            continue
        then, now = (
            write(each[name]) if name in each else "" for each in (before, after)
        )
        if then != now:
            change = " \u2192 ".join(part for part in (then, now) if part)
            parts.append(f"{words}: {change}")
    return ", ".join(parts)


def find_supplier_names(events: Sequence[Row]) -> dict[str, str]:
    """Find the supplier's name of each row of the plan, those taken back included."""
    return {
        event["item_id"]: facts["supplier_name"]
        for event in events
        for facts in (event["before"] or {}, event["after"] or {})
        if event["item_id"] and "supplier_name" in facts
    }


def find_undoable(events: Sequence[Row]) -> list[Row]:
    """Find the newest change of each row and of the plan's state.

    Args:
        events: The newest first.
    """
    newest: dict[str | None, Row] = {}
    for event in events:
        if event["kind_code"] != "commented":
            newest.setdefault(event["item_id"], event)
    return [event for event in newest.values() if _check_can_be_undone(event)]


def _check_can_be_undone(event: Row) -> bool:
    if event["item_id"] is None:
        return event["kind_code"] == "state_changed"
    # A row that was added beside the recommendation is taken back; one that was
    # recommended is taken out for a reason.
    return event["after"] is not None and not _check_is_first(event)


def _check_is_first(event: Row) -> bool:
    """Tell whether the event is a part of making the plan."""
    after = event["after"] or {}
    return event["kind_code"] == "item_added" and bool(after.get("is_recommended"))


def _build_kind(event: Row) -> str:
    words = KIND_WORDS[event["kind_code"]]
    return _(words)


def _count_chosen(events: Sequence[Row]) -> int:
    return sum(_check_is_first(event) for event in events)


def _find_facts() -> dict[str, tuple[str, Callable[[Any], str]]]:
    """Find the facts that are told, each with its heading and how it is written."""
    return {
        "state_code": (_("State"), build_state),
        "is_in": (_("In the plan"), lambda held: _("yes") if held else _("no")),
        "audit_type_code": (_("Audit type"), build_audit_type),
        "half_year": (_("Half-year"), build_half_year),
        "performer_code": (_("Performer"), build_performer),
    }
