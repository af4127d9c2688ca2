"""The way back to an earlier build, in two steps."""

import streamlit as st

from app.access import SECRETARIAT, Principal, require
from app.components.escaping import show_in_markdown
from app.components.load_words import show_failure
from app.components.page_header import show_empty_state
from app.formatting import show_date, show_moment
from app.inbox.runs import run_undo
from app.kept_builds import KeptBuild, find_kept_builds
from app.messages import _

ASKED, DONE = "undo.asked", "undo.done"


def offer_undo(principal: Principal) -> None:
    """Offer to publish one of the builds that are kept."""
    kept = {each.build_id: each for each in find_kept_builds()}
    now = kept.pop(principal.build_id, None)
    if st.session_state.get(DONE) == principal.build_id:
        st.success(
            _("The pages show the build you chose."), icon=":material/check_circle:"
        )
    if now is None or not kept:
        show_empty_state(
            _("There is no other build to go back to."),
            _("The last three are kept when there are more."),
        )
        return
    chosen = st.selectbox(
        _("Build to show instead"),
        list(kept),
        format_func=lambda build_id: _show_build(kept[build_id]),
        key="undo.build",
    )
    if st.session_state.get(ASKED) != chosen:
        st.button(
            _("Go back to this build"),
            on_click=_ask,
            args=(chosen,),
            key="undo.ask",
        )
        return
    st.warning(_show_consequences(now, kept[chosen]), icon=":material/undo:")
    with st.container(horizontal=True):
        if st.button(_("Yes, go back"), type="primary", key="undo.yes"):
            _undo(chosen)
        st.button(_("No, leave it"), on_click=_ask, args=(None,), key="undo.no")


def _ask(build_id: str | None) -> None:
    require(SECRETARIAT)
    st.session_state[ASKED] = build_id


def _undo(build_id: str) -> None:
    with st.spinner(_("Goes back \u2026")):
        answer = run_undo(build_id, require(SECRETARIAT))
    st.session_state[ASKED] = None
    if answer.result.exit_code == 0:
        st.session_state[DONE] = build_id
        st.rerun()
    st.error(
        show_failure(answer.result.exit_code, is_stopped=answer.result.is_stopped),
        icon=":material/error:",
    )


def _show_consequences(now: KeptBuild, chosen: KeptBuild) -> str:
    moment = show_in_markdown(show_moment(chosen.published_at))
    told = [_("All pages will show the build of %(moment)s.", moment=moment)]
    if out := now.find_others(chosen):
        names = show_in_markdown(", ".join(out), longest=500)
        told.append(
            _(
                "These files are taken out of use: %(names)s. They are kept; hand "
                "them in again if they are to be used after all.",
                names=names,
            )
        )
    if back := chosen.find_others(now):
        names = show_in_markdown(", ".join(back), longest=500)
        told.append(_("These files are used again: %(names)s.", names=names))
    return " ".join(told)


def _show_build(build: KeptBuild) -> str:
    words = _(
        "Published %(moment)s, data as of %(day)s",
        moment=show_moment(build.published_at),
        day=show_date(build.data_on),
    )
    return f"{words} ({_('example data')})" if build.is_example else words
