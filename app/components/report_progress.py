"""Follow a report's file while it is made, and say why one failed."""

import streamlit as st

from app.access import EVERY_ROLE, require
from app.commands.job import find_seconds, load_result, read_complaint
from app.components.escaping import show_in_markdown
from app.components.shell import offer_language, show_refusal
from app.errors import AccessDenied
from app.formatting import show_number
from app.messages import _
from app.reports.made_files import RUNNING, MadeFile, find_file, remove_file

# What Python and the databases say when they may not have more.
OUT_OF_MEMORY = ("MemoryError", "Out of Memory")
#: A report is made in some seconds; what takes longer is told by the seconds alone.
USUAL_SECONDS = 12
MOST_SHOWN = 0.95


@st.fragment(run_every=1.0)
def show_running(run_id: str) -> None:
    """Show how far a file has come, every second, until it has ended."""
    # A fragment runs without what stands before it: language and rights begin anew.
    offer_language()
    try:
        made = find_file(run_id, require(*EVERY_ROLE))
    except AccessDenied:
        show_refusal()
        return
    if made is None or made.stage != RUNNING:
        st.rerun()
        return
    seconds = find_seconds(made.folder)
    with st.container(border=True):
        name = show_in_markdown(made.name)
        st.progress(
            min(seconds / USUAL_SECONDS, MOST_SHOWN),
            text=_(
                "**%(name)s** is being made as %(ending)s",
                name=name,
                ending=made.file_format.upper(),
            ),
        )
        st.caption(
            _(
                "%(n)s seconds so far. You may leave the page. The work goes on and "
                "you find it here.",
                n=show_number(seconds),
            )
        )


def show_failed(made: MadeFile) -> None:
    """Show why a file could not be made, with the command's own words."""
    result = load_result(made.folder)
    complaint = read_complaint(made.folder)
    is_heavy = (result is not None and result.is_stopped) or any(
        sign in complaint for sign in OUT_OF_MEMORY
    )
    words = (
        _("The work took too much time or memory and was stopped. Choose fewer parts.")
        if is_heavy
        else _(
            "The file could not be made. Nothing else has changed. Try again; if it "
            "comes back, tell the one who looks after the system."
        )
    )
    with st.container(border=True):
        name = show_in_markdown(made.name)
        st.error(f"**{name}**: {words}", icon=":material/error:")
        if complaint:
            with st.expander(_("The command's own words, in English")):
                st.markdown(show_in_markdown(complaint[-2000:], longest=2000))
        if st.button(_("Throw it away"), key=f"report.remove.{made.run_id}"):
            remove_file(made, require(*EVERY_ROLE))
            st.rerun()
