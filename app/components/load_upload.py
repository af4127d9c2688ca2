"""Hand in files: from whom, which files, and the loads that were left half-way."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from app.access import SECRETARIAT, Principal, require
from app.components.escaping import show_in_markdown
from app.components.load_words import find_sender_names
from app.components.uploaded_files import remove_uploads
from app.formatting import show_moment
from app.inbox.loads import PUBLISHED, PUBLISHING, find_loads, write_load
from app.inbox.runs import start_preview
from app.messages import _, ngettext
from app.upload_tickets import MOST_FILES, start_ticket

CHOSEN = "load"
ROUND = "load.round"


def offer_upload(principal: Principal) -> None:
    """Offer to hand in files; the ticket to upload is given here."""
    _start_uploads()
    senders = find_sender_names(principal)
    sender_code = st.selectbox(
        _("Who do the files come from?"),
        list(senders),
        format_func=senders.__getitem__,
        key="load.sender",
    )
    files = st.file_uploader(
        _("Files: CSV, Excel (XLSX) or Parquet"),
        accept_multiple_files=True,
        key=f"load.files.{st.session_state.setdefault(ROUND, 0)}",
    )
    st.caption(
        _(
            "At most %(n)s files at a time. Nothing is changed until you have seen "
            "what the files hold and approved it.",
            n=MOST_FILES,
        )
    )
    if st.button(_("Read the files"), type="primary", disabled=not files):
        _take_in(files, sender_code)


def offer_open_loads(principal: Principal) -> None:
    """Offer the loads that somebody has left, published or half-way."""
    senders = find_sender_names(principal)
    for load in find_loads(principal):
        is_done = load.stage == PUBLISHED
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            count = ngettext("%(n)s file", "%(n)s files", load.n_files)
            words = _(
                "%(count)s from %(sender)s, %(moment)s",
                count=count,
                sender=show_in_markdown(senders.get(load.sender_code)),
                moment=show_in_markdown(show_moment(load.received_at)),
            )
            label = _("Published load") if is_done else _("Begun load")
            st.markdown(f"**{label}**: {words}", width="stretch")
            st.button(
                _("Show") if is_done else _("Go on"),
                key=f"load.open.{load.load_id}",
                on_click=_open,
                args=(load.load_id,),
            )


def find_chosen(principal: Principal) -> str | None:
    """Find which load to show: the one in the address, else one that is being read in.

    It lies on disk, so that it is found again after another page or another day.
    """
    asked = st.query_params.get(CHOSEN)
    if asked:
        return asked
    for load in find_loads(principal):
        if load.stage == PUBLISHING:
            # Kept in the address, so that the reader sees how it ends.
            st.query_params[CHOSEN] = load.load_id
            return load.load_id
    return None


def _start_uploads() -> None:
    require(SECRETARIAT)
    if context := get_script_run_ctx():
        start_ticket(context.session_id)


def _open(load_id: str) -> None:
    require(SECRETARIAT)
    st.query_params[CHOSEN] = load_id


def _take_in(files: list, sender_code: str) -> None:
    principal = require(SECRETARIAT)
    load = write_load(
        ((file.name, file.getbuffer()) for file in files),
        sender_code=sender_code,
        principal=principal,
    )
    start_preview(load, {"by": principal.role_code, "files": {}}, principal)
    remove_uploads(files)
    st.session_state[ROUND] += 1
    st.query_params[CHOSEN] = load.load_id
    st.rerun()
