"""What the secretariat has said about the goals, and a form to say more."""

import uuid
from collections.abc import Mapping

import streamlit as st

from app.access import SECRETARIAT, Principal, require
from app.components.escaping import show_in_markdown
from app.components.plan_refusals import show_store_refusal
from app.errors import StoreBusy, StoreFull
from app.formatting import show_moment
from app.messages import _
from app.store.goal_comments import fetch_goal_comments, write_goal_comment
from app.store.models import LONGEST_COMMENT

FORM = "goal_comment"


def show_goal_comments(
    principal: Principal,
    *,
    period_year: int,
    place_code: str,
    goal_names: Mapping[str, str],
) -> None:
    """Show the newest comment on each goal; the secretariat may write one.

    Args:
        principal: Who reads.
        period_year: The year that the goals are shown for.
        place_code: The place that they are shown for.
        goal_names: KPI id to name in the reader's language, in the page's order.
    """
    comments = fetch_goal_comments(
        period_year=period_year, place_code=place_code, principal=principal
    )
    if comments:
        st.subheader(_("The secretariat's comments"), anchor=False)
    for kpi_id in [kpi_id for kpi_id in goal_names if kpi_id in comments]:
        comment = comments[kpi_id]
        text = show_in_markdown(comment.text, longest=LONGEST_COMMENT)
        st.markdown(f"**{show_in_markdown(goal_names[kpi_id])}**: {text}")
        st.caption(
            _("Written %(moment)s", moment=show_moment(comment.written_at)),
        )
    if principal.role_code == SECRETARIAT:
        _offer_comment(goal_names, period_year=period_year, place_code=place_code)


def _offer_comment(
    goal_names: Mapping[str, str], *, period_year: int, place_code: str
) -> None:
    # Drawn with the form, so that a double click writes once.
    comment_id = st.session_state.setdefault(f"{FORM}.id", str(uuid.uuid4()))
    with (
        st.expander(_("Comment on a goal")),
        st.form(FORM, border=False, enter_to_submit=False),
    ):
        kpi_id = st.selectbox(
            _("Goal"), list(goal_names), format_func=goal_names.__getitem__
        )
        text = st.text_area(
            _("Why the figure is as it is, for those who read the page"),
            max_chars=LONGEST_COMMENT,
            key=f"{FORM}.{comment_id}",
        )
        is_sent = st.form_submit_button(_("Save the comment"))
    if not is_sent:
        return
    if not text.strip():
        st.warning(_("Write something before you save."))
        return
    try:
        write_goal_comment(
            text,
            comment_id=comment_id,
            kpi_id=kpi_id,
            period_year=period_year,
            place_code=place_code,
            principal=require(SECRETARIAT),
        )
    except (StoreBusy, StoreFull) as reason:
        show_store_refusal(reason)
        return
    del st.session_state[f"{FORM}.id"]
    st.rerun()
