"""Add a supplier that the plan does not hold, found by name or come from the list."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from app.access import SECRETARIAT, Principal
from app.charts.plan_words import (
    AUDIT_TYPE_WORDS,
    HALF_YEAR_WORDS,
    PERFORMERS,
    build_audit_type,
    build_half_year,
    build_performer,
)
from app.charts.ranking import build_eligibility
from app.charts.spec import Row
from app.components.escaping import build_distinct, show_text
from app.components.plan_conflict import show_outcome
from app.components.plan_edit import build_cleared, check_reason, offer_reason
from app.components.plan_writing import find_seen, start_form, write_change
from app.messages import _
from app.queries.planning import fetch_matching_suppliers, fetch_ranked
from app.store.plan_additions import write_addition
from app.store.plan_codes import OPEN_STATES, PROPOSED
from app.store.plan_records import Plan

ASKED = "supplier"
Names = Mapping[str, str]


def offer_addition(
    plan: Plan,
    items: Sequence[Row],
    events: Sequence[Row],
    *,
    principal: Principal,
    place_names: Names,
) -> None:
    """Offer to add a supplier; the one in the address comes first.

    Args:
        plan: The plan to add to.
        items: Its rows.
        events: Its events, the newest first.
        principal: Who reads.
        place_names: Region code to name.
    """
    key = f"plan.add.{plan.plan_id}"
    asked = st.query_params.get(ASKED, "")
    is_open = plan.state_code == PROPOSED or (
        plan.state_code in OPEN_STATES and principal.role_code == SECRETARIAT
    )
    may_write = is_open and principal.role_code != "steering_group"
    if not may_write and not st.session_state.get(f"{key}.note"):
        return
    held = {(row["supplier_id"], row["category_code"]) for row in items}
    is_new = bool(asked) and asked not in {supplier_id for supplier_id, _code in held}
    with st.expander(_("Add a supplier"), expanded=is_new):
        show_outcome(
            key,
            events=events,
            place_names=place_names,
            saved=_("The supplier was added to the plan."),
        )
        text = st.text_input(
            _("Find suppliers by name or number"), key=f"{key}.search", width=420
        )
        rows = _find_candidates(principal, text, asked, held)
        if rows:
            _offer_form(key, plan, rows)
        else:
            st.info(_("No supplier outside the plan matches."))


def _find_candidates(
    principal: Principal, text: str, asked: str, held: set[tuple[str, str]]
) -> dict[str, Row]:
    """Find what can be added, by "<supplier>-<category>", the asked one first."""
    # The address names a supplier, or a supplier and a category.
    supplier_ids = {asked, asked.rpartition("-")[0]} - {""}
    first = fetch_ranked(principal, sorted(supplier_ids))
    matches = fetch_matching_suppliers(principal, text)
    ids = matches["supplier_id"].unique(maintain_order=True).to_list()
    frames = [first, fetch_ranked(principal, sorted(ids))]
    found = {
        f"{row['supplier_id']}-{row['category_code']}": row
        for row in pl.concat(frames).iter_rows(named=True)
        if (row["supplier_id"], row["category_code"]) not in held
    }
    return {asked: found[asked], **found} if asked in found else found


def _offer_form(key: str, plan: Plan, candidates: dict[str, Row]) -> None:
    start_form(key)
    # What was offered when the button was pressed: else another might be added.
    rows = find_seen(key, candidates)
    names = build_distinct({pair: _name(row) for pair, row in rows.items()})
    with st.form(key, border=False, enter_to_submit=False):
        pair = st.selectbox(
            _("Supplier and category"),
            list(rows),
            format_func=names.__getitem__,
            key=f"{key}.pair",
        )
        given = _offer_facts(key)
        reason, note = offer_reason(key)
        is_sent = st.form_submit_button(_("Add to the plan"), key=f"{key}.send")
    if not is_sent:
        return
    if check_reason(key, reason, note):
        outcome = write_change(
            key,
            lambda event_id, principal: write_addition(
                plan.plan_id,
                {**rows[pair], **given},
                reason_code=reason or "",
                note=note,
                event_id=event_id,
                principal=principal,
            ),
            cleared=build_cleared(key),
        )
        if outcome.is_saved:
            st.query_params.pop(ASKED, None)
    st.rerun()


def _offer_facts(key: str) -> dict[str, Any]:
    choices = (
        ("half_year", _("Half-year"), list(HALF_YEAR_WORDS), build_half_year),
        ("audit_type_code", _("Audit type"), list(AUDIT_TYPE_WORDS), build_audit_type),
        ("performer_code", _("Performer"), [None, *PERFORMERS], build_performer),
    )
    given = {}
    for box, (name, label, options, write) in zip(
        st.columns(len(choices)), choices, strict=True
    ):
        with box:
            given[name] = st.selectbox(
                label, options, index=0, format_func=write, key=f"{key}.{name}"
            )
    return given


def _name(row: Row) -> str:
    name = f"{show_text(row['supplier_name'])}, {row['category_name']}"
    if row["is_eligible"]:
        return name
    why = build_eligibility(row)
    return _("%(name)s (can be audited now: %(why)s)", name=name, why=why.lower())
