"""What has happened to a plan, and the way to undo it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from app.access import Principal
from app.charts.plan_history import (
    build_event_sentence,
    build_history_table,
    find_undoable,
)
from app.charts.spec import Footer, Row
from app.components.chart import show_list
from app.components.escaping import build_distinct, show_text
from app.components.plan_conflict import show_outcome
from app.components.plan_edit import build_cleared, check_reason, offer_reason
from app.components.plan_writing import (
    find_seen,
    start_form,
    write_change,
)
from app.messages import _
from app.store.plan_codes import STATE_CHANGED
from app.store.plan_records import Plan
from app.store.plan_rights import (
    STEPS,
    STEPS_BACK,
    check_may_override,
)
from app.store.plan_undo import write_undo

Names = Mapping[str, str]
Events = Sequence[Row]


def show_history(
    plan: Plan, events: Events, *, principal: Principal, names: Names, footer: Footer
) -> None:
    """Show everything that has happened, and offer to undo the newest of each row.

    Args:
        plan: The plan.
        events: Its events, the newest first.
        principal: Who reads.
        names: Region code to name.
        footer: Where the figures come from.
    """
    st.header(_("History"), anchor=False)
    show_list(
        "plan_history",
        title=_("Every change, the newest first"),
        table=build_history_table(events, place_names=names),
        footer=footer,
    )
    key = f"plan.undo.{plan.plan_id}"
    show_outcome(key, events=events, place_names=names, saved=_("It is undone."))
    undoable = [
        event
        for event in find_undoable(events)
        if _check_may_undo(plan, event, principal)
    ]
    if undoable:
        _offer_undo(key, plan, undoable, events, names)


def _check_may_undo(plan: Plan, event: Row, principal: Principal) -> bool:
    if event["item_id"] is None:
        old = (event["before"] or {}).get("state_code", "")
        back = {**STEPS, **STEPS_BACK}
        return principal.role_code in back.get((plan.state_code, old), ())
    item = next((each for each in plan.items if each.item_id == event["item_id"]), None)
    if item is None:
        return False
    if principal.role_code == "region" and event["kind_code"] != "item_overridden":
        return False
    return check_may_override(plan.state_code, item.region_codes, principal)


def _offer_undo(
    key: str, plan: Plan, undoable: Events, events: Events, names: Names
) -> None:
    start_form(key)
    sentences = {
        event["event_id"]: show_text(build_event_sentence(event, events, names))
        for event in undoable
    }
    is_decision = {
        event["event_id"]: _check_is_decision(event, plan) for event in undoable
    }
    # What was offered when the button was pressed: else another might be undone.
    seen = find_seen(key, {"sentences": sentences, "is_decision": is_decision})
    is_sent, chosen, reason, note = _draw_undo(key, seen["sentences"])
    if not is_sent:
        return
    is_required = seen["is_decision"][chosen]
    if check_reason(key, reason, note, is_required=is_required):
        write_change(
            key,
            lambda event_id, principal: write_undo(
                chosen,
                event_id=event_id,
                reason_code=reason,
                note=note,
                principal=principal,
            ),
            cleared=build_cleared(key),
        )
    st.rerun()


def _draw_undo(key: str, sentences: Names) -> tuple[bool, str, str | None, str]:
    """Draw the form; return whether it was sent, which event, and the reason."""
    distinct = build_distinct(sentences)
    with (
        st.expander(_("Undo a change")),
        st.form(key, border=False, enter_to_submit=False),
    ):
        st.caption(_("The undoing is a change of its own; nothing is erased."))
        chosen = st.selectbox(
            _("What to undo"),
            list(distinct),
            format_func=distinct.__getitem__,
            key=f"{key}.event",
        )
        reason, note = offer_reason(key)
        is_sent = st.form_submit_button(_("Undo"), key=f"{key}.send")
    return is_sent, chosen, reason, note


def _check_is_decision(event: Row, plan: Plan) -> bool:
    """Tell whether undoing an event takes a plan back from a decision."""
    old = (event["before"] or {}).get("state_code", "")
    is_step = event["kind_code"] == STATE_CHANGED
    return is_step and (plan.state_code, old) in STEPS_BACK
