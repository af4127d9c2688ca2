"""What people have said about one KPI in one place, and a form to say more."""

import uuid
from dataclasses import replace

import streamlit as st

from app.access import (
    EVERY_ROLE,
    REGION,
    SECRETARIAT,
    STEERING_GROUP,
    Principal,
    require,
)
from app.charts.spec import ChartSpec, Table
from app.components.escaping import show_in_markdown
from app.components.plan_refusals import show_store_refusal
from app.errors import StoreBusy, StoreFull
from app.formatting import show_moment
from app.messages import N_, _
from app.store.goal_comments import (
    WrittenComment,
    check_may_comment,
    write_goal_comment,
)
from app.store.models import LONGEST_ANNOTATION, LONGEST_COMMENT

FORM = "kpi_comment"
ROLE_NAMES = {
    SECRETARIAT: N_("The secretariat"),
    STEERING_GROUP: N_("The steering group"),
    REGION: N_("A region"),
}


def build_annotated(spec: ChartSpec, comments: tuple[WrittenComment, ...]) -> ChartSpec:
    """Write comments into a chart by year: its note, its table and so its download.

    Args:
        spec: A chart whose table begins with the year.
        comments: The newest first.
    """
    if not comments:
        return spec
    pinned = {each.period_year: each.annotation for each in reversed(comments)}
    notes = [f"{year}: {words}." for year, words in sorted(pinned.items()) if words]
    said: dict[str, list[str]] = {}
    for each in comments:
        words = f"{each.annotation}: {each.text}" if each.annotation else each.text
        said.setdefault(str(each.period_year), []).append(words)
    table = Table(
        headings=(*spec.table.headings, _("Comments")),
        rows=tuple(
            (*row, " | ".join(said.get(str(row[0]), []))) for row in spec.table.rows
        ),
    )
    return replace(spec, note=" ".join([spec.note, *notes]).strip(), table=table)


def show_kpi_comments(
    comments: tuple[WrittenComment, ...],
    *,
    principal: Principal,
    kpi_id: str,
    period_year: int,
    place_code: str,
) -> None:
    """Show every comment, the newest first; those who may are offered to write.

    Args:
        comments: As from `fetch_kpi_comments`.
        principal: Who reads.
        kpi_id: The KPI that a new comment is about.
        period_year: Its year.
        place_code: Its place.
    """
    if not comments:
        st.markdown(_("Nobody has commented on the figure here yet."))
    for comment in comments:
        text = show_in_markdown(comment.text, longest=LONGEST_COMMENT)
        lead = f"{comment.period_year} {comment.annotation or ''}".strip()
        st.markdown(f"**{show_in_markdown(lead)}**: {text}")
        st.caption(
            _(
                "%(who)s, %(moment)s",
                who=_(ROLE_NAMES[comment.written_by_role_code]),
                moment=show_moment(comment.written_at),
            )
        )
    if check_may_comment(place_code, principal):
        _offer_comment(kpi_id, period_year=period_year, place_code=place_code)


def _offer_comment(kpi_id: str, *, period_year: int, place_code: str) -> None:
    # Drawn with the form, so that a double click writes once.
    comment_id = st.session_state.setdefault(f"{FORM}.id", str(uuid.uuid4()))
    with (
        st.expander(_("Comment on %(year)s", year=str(period_year))),
        st.form(FORM, border=False, enter_to_submit=False),
    ):
        text = st.text_area(
            _("Why the figure is as it is, for those who read the page"),
            max_chars=LONGEST_COMMENT,
            key=f"{FORM}.{comment_id}",
        )
        annotation = st.text_input(
            _("A few words to show at the year in the trend (may be left empty)"),
            max_chars=LONGEST_ANNOTATION,
            key=f"{FORM}.{comment_id}.annotation",
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
            annotation=annotation,
            comment_id=comment_id,
            kpi_id=kpi_id,
            period_year=period_year,
            place_code=place_code,
            principal=require(*EVERY_ROLE),
        )
    except (StoreBusy, StoreFull) as reason:
        show_store_refusal(reason)
        return
    del st.session_state[f"{FORM}.id"]
    st.rerun()
