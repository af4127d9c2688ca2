"""What has been decided and said about a supplier, and a form to say more."""

from collections.abc import Collection
from dataclasses import asdict

import streamlit as st

from app.access import Principal
from app.charts.plan_states import ROLE_WORDS
from app.charts.supplier_events import (
    build_decision_table,
    build_decision_title,
    build_plan_table,
    build_plan_title,
)
from app.components.escaping import show_in_markdown
from app.components.facts import show_facts
from app.components.plan_writing import (
    find_outcome,
    start_form,
    write_change,
    write_refusal,
)
from app.components.supplier_sections import Told
from app.formatting import show_moment
from app.messages import _
from app.queries.supplier_facts import fetch_decisions
from app.store.models import LONGEST_COMMENT
from app.store.plan_events import fetch_supplier_events
from app.store.plans import fetch_plans
from app.store.supplier_comments import (
    fetch_supplier_comments,
    write_supplier_comment,
)


def show_decisions(told: Told) -> None:
    """Show the regions' decisions, and what the plans have said of the supplier."""
    st.header(_("Decisions and plans"), anchor=False)
    decisions = fetch_decisions(told.principal, told.supplier_id)
    if decisions.is_empty():
        st.markdown(_("No region's decision about the supplier is known."))
    else:
        show_facts(
            "supplier_decisions",
            title=build_decision_title(decisions),
            table=build_decision_table(decisions, told.words),
            footer=told.footer,
        )
    found = fetch_supplier_events(told.supplier_id, told.principal)
    events = [asdict(event) for event in found]
    if not events:
        st.markdown(_("The supplier has not been in any plan."))
        return
    plans = fetch_plans(told.principal)
    plan_names = {plan.plan_id: plan.name for plan in plans}
    show_facts(
        "supplier_plans",
        title=build_plan_title(events, plan_names),
        table=build_plan_table(
            events, plan_names=plan_names, place_names=told.words["place"]
        ),
        footer=told.footer,
    )


def show_comments(told: Told, region_codes: Collection[str]) -> None:
    """Show every comment on the supplier, the newest first, and offer to write one.

    Args:
        told: What every section needs.
        region_codes: The regions that buy or have bought from the supplier.
    """
    st.header(_("Comments"), anchor=False)
    comments = fetch_supplier_comments(
        told.supplier_id, region_codes=region_codes, principal=told.principal
    )
    if not comments:
        st.markdown(_("Nobody has commented on the supplier yet."))
    for comment in comments:
        st.markdown(show_in_markdown(comment.text, longest=LONGEST_COMMENT))
        words = ROLE_WORDS[comment.written_by_role_code]
        who = f"{_(words)}, {show_moment(comment.written_at)}"
        st.caption(show_in_markdown(who))
    _offer_comment(told, region_codes)


def _offer_comment(told: Told, region_codes: Collection[str]) -> None:
    key = f"supplier.comment.{told.supplier_id}"
    outcome = find_outcome(key)
    if outcome.refusal:
        st.error(outcome.refusal, icon=":material/error:")
    start_form(key)
    with (
        st.expander(_("Comment on the supplier"), expanded=bool(outcome.refusal)),
        st.form(key, border=False, enter_to_submit=False),
    ):
        text = st.text_area(
            _("Facts that others who follow it up should know"),
            max_chars=LONGEST_COMMENT,
            key=f"{key}.text",
        )
        is_sent = st.form_submit_button(_("Save the comment"))
    if not is_sent:
        return
    if text.strip():
        _write_comment(key, text, told.supplier_id, region_codes)
    else:
        write_refusal(key, _("Write something before you save."))
    st.rerun()


def _write_comment(
    key: str, text: str, supplier_id: str, region_codes: Collection[str]
) -> None:
    def write(comment_id: str, principal: Principal) -> None:
        write_supplier_comment(
            text,
            comment_id=comment_id,
            supplier_id=supplier_id,
            region_codes=region_codes,
            principal=principal,
        )

    write_change(key, write, cleared={f"{key}.text": ""})
