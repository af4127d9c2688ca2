"""What has been decided about one supplier: by the regions, and in the plans."""

from collections.abc import Mapping, Sequence

import polars as pl

from app.charts.plan_history import KIND_WORDS, build_change
from app.charts.plan_items import build_reason
from app.charts.plan_states import build_who
from app.charts.spec import Cell, Row, Table
from app.charts.supplier_words import DECISIONS, Words, find_name, find_word
from app.formatting import show_moment
from app.messages import _, ngettext


def build_decision_title(decisions: pl.DataFrame) -> str:
    """Say how many decisions there are and what the newest is.

    Args:
        decisions: As from `fetch_decisions`, at least one row.
    """
    newest = decisions.row(0, named=True)
    return ngettext(
        "%(n)s decision, the newest: %(decision)s",
        "%(n)s decisions, the newest: %(decision)s",
        decisions.height,
        decision=find_name(DECISIONS, newest["decision_code"]),
    )


def build_decision_table(decisions: pl.DataFrame, words: Words) -> Table:
    """Build one row per decision, the newest first."""
    headings = (
        _("Decided"),
        _("Region"),
        _("Decision"),
        _("As the secretariat recommended"),
        _("Case"),
    )
    rows = tuple(_build_row(row, words) for row in decisions.iter_rows(named=True))
    return Table(headings, rows)


def build_plan_title(events: Sequence[Row], plan_names: Mapping[str, str]) -> str:
    """Say in how many plans the supplier has been considered.

    Args:
        events: As from the store, the newest first, at least one.
        plan_names: Plan id to name.
    """
    plan_ids = {event["plan_id"] for event in events}
    newest = plan_names.get(events[0]["plan_id"], str(events[0]["plan_year"]))
    return ngettext(
        "Considered in %(n)s plan, the newest: %(plan)s",
        "Considered in %(n)s plans, the newest: %(plan)s",
        len(plan_ids),
        plan=newest,
    )


def build_plan_table(
    events: Sequence[Row],
    *,
    plan_names: Mapping[str, str],
    place_names: Mapping[str, str],
) -> Table:
    """Build one row per change of the supplier's rows in plans, the newest first."""
    headings = (
        _("When"),
        _("Plan"),
        _("Who"),
        _("What"),
        _("Change"),
        _("Reason"),
        _("Note"),
    )
    rows = tuple(
        (
            show_moment(event["happened_at"]),
            plan_names.get(event["plan_id"], str(event["plan_year"])),
            build_who(event, place_names),
            _build_kind(event),
            build_change(event),
            build_reason(event["reason_code"]),
            event["note"] or "",
        )
        for event in events
    )
    return Table(headings, rows)


def _build_kind(event: Row) -> str:
    after = event["after"] or {}
    if event["kind_code"] == "item_added" and after.get("is_recommended"):
        return _("Chosen by the calculation")
    words = KIND_WORDS[event["kind_code"]]
    return _(words)


def _build_row(row: Row, words: Words) -> tuple[Cell, ...]:
    followed = row["is_recommendation_followed"]
    return (
        row["decided_on"],
        find_word(words, "place", row["region_code"]),
        find_name(DECISIONS, row["decision_code"]),
        None if followed is None else _("Yes") if followed else _("No"),
        row["case_id"],
    )
