"""What has come and been published over time, and which figures changed afterwards."""

import streamlit as st

from app.access import require
from app.components.load_lists import (
    show_changed_figures,
    show_closed_rows,
    show_loads,
    show_publications,
)
from app.components.page_header import show_empty_state, show_page_header
from app.messages import _
from app.page_registry import find_page
from app.publication_history import find_builds_by_file, load_publications
from app.queries.load_history import (
    fetch_changed_figures,
    fetch_closed_rows,
    fetch_loads,
)

MOST_ROWS = 5000

principal = require(*find_page("load_history").roles)
build = show_page_header(
    "load_history",
    _("What has been received and published, and which figures changed afterwards?"),
    principal=principal,
)

st.header(_("Changed figures"), anchor=False)
st.markdown(
    _(
        "Figures for periods that were over when they were published, and that a later "
        "build shows otherwise."
    )
)
changes = fetch_changed_figures(principal, limit=MOST_ROWS)
if changes.is_empty():
    show_empty_state(
        _("No published figure has changed."),
        _("There is nothing to do."),
    )
else:
    show_changed_figures(changes, build=build)

publications = load_publications()
st.header(_("Publications"), anchor=False)
if publications:
    show_publications(publications)
else:
    show_empty_state(
        _("No publication has been written down yet."),
        _("The next `malbild refresh` begins the list."),
    )

st.header(_("Every load"), anchor=False)
loads = fetch_loads(principal)
if loads.is_empty():
    show_empty_state(
        _("No file has been received."),
        _("Put the exports in data/exports/ and run `malbild refresh`."),
    )
else:
    show_loads(loads, find_builds_by_file(publications), build=build)

st.header(_("Rows that have vanished"), anchor=False)
st.markdown(
    _(
        "Rows that a whole list no longer held when it came the next time. They are "
        "kept, but no figure counts them."
    )
)
closed = fetch_closed_rows(principal, limit=MOST_ROWS)
if closed.is_empty():
    show_empty_state(_("No row has vanished."), _("There is nothing to do."))
else:
    show_closed_rows(closed, build=build)
