"""What has been said about a plan and its rows, and a form to say more."""

from collections.abc import Mapping, Sequence

import streamlit as st

from app.access import Principal
from app.charts.plan_history import find_supplier_names
from app.charts.plan_states import build_who
from app.charts.spec import Row
from app.components.escaping import show_in_markdown, show_text
from app.components.plan_conflict import show_outcome
from app.components.plan_writing import (
    find_seen,
    start_form,
    write_change,
    write_refusal,
)
from app.formatting import show_moment
from app.messages import _
from app.store.plan_additions import write_plan_comment
from app.store.plan_records import Plan
from app.store.plan_rights import check_may_comment_on_plan
from app.store.texts import LONGEST_NOTE

Names = Mapping[str, str]
Events = Sequence[Row]


def show_comments(
    plan: Plan, item: Row | None, events: Events, *, principal: Principal, names: Names
) -> None:
    """Show every comment, the newest first, and offer to write one.

    Args:
        plan: The plan.
        item: The chosen row, which a comment may be about.
        events: The plan's events, the newest first.
        principal: Who reads.
        names: Region code to name.
    """
    st.header(_("Comments"), anchor=False)
    comments = [event for event in events if event["kind_code"] == "commented"]
    suppliers = find_supplier_names(events)
    if not comments:
        st.markdown(_("Nobody has commented on the plan yet."))
    for event in comments:
        about = suppliers.get(event["item_id"] or "", _("The plan"))
        text = show_in_markdown(event["note"], longest=LONGEST_NOTE)
        st.markdown(f"**{show_in_markdown(about)}**: {text}")
        who = f"{build_who(event, names)}, {show_moment(event['happened_at'])}"
        st.caption(show_in_markdown(who))
    key = f"plan.comment.{plan.plan_id}"
    show_outcome(key, events=events, place_names=names, saved=_("Saved."))
    _offer_comment(key, plan, item, principal)


def _offer_comment(
    key: str, plan: Plan, item: Row | None, principal: Principal
) -> None:
    about = _find_subjects(plan, item, principal)
    if not about and not st.session_state.get(f"{key}.note"):
        return
    start_form(key)
    # A row that was taken back since must not make it a comment on something else.
    about = find_seen(key, dict(about))
    with st.form(key, enter_to_submit=False):
        item_id = st.selectbox(
            _("What the comment is about"),
            list(about),
            format_func=about.__getitem__,
            key=f"{key}.about",
        )
        text = st.text_area(_("Comment"), max_chars=LONGEST_NOTE, key=f"{key}.note")
        is_sent = st.form_submit_button(_("Save the comment"), key=f"{key}.send")
    if not is_sent:
        return
    if text.strip():
        write_change(
            key,
            lambda event_id, principal: write_plan_comment(
                plan.plan_id,
                text,
                item_id=item_id or None,
                event_id=event_id,
                principal=principal,
            ),
            cleared={f"{key}.note": ""},
        )
    else:
        write_refusal(key, _("Write something before you save."))
    st.rerun()


def _find_subjects(plan: Plan, item: Row | None, principal: Principal) -> Names:
    """Find what the reader may comment on: the plan, and the chosen row."""
    about: dict[str, str] = {}
    if check_may_comment_on_plan(plan.state_code, None, principal):
        about[""] = _("The plan")
    if item is not None and check_may_comment_on_plan(
        plan.state_code, item["region_codes"], principal
    ):
        about[item["item_id"]] = show_text(item["supplier_name"])
    return about
