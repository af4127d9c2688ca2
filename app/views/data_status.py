"""Which files the figures come from, what was left out of them, and what looks odd."""

import streamlit as st

from app.access import require
from app.build_pointer import find_failed_refresh
from app.components.data_lists import (
    show_broken_rules,
    show_files,
    show_rejected_rows,
    show_suspicions,
)
from app.components.page_header import show_empty_state, show_page_header
from app.formatting import show_moment, show_number
from app.messages import _
from app.page_registry import find_page
from app.queries.data_status import (
    fetch_broken_rules,
    fetch_imported_files,
    fetch_rejected_rows,
    fetch_row_totals,
    fetch_suspicions,
)

principal = require(*find_page("data_status").roles)
build = show_page_header(
    "data_status",
    _("Which files do the figures come from, and what was left out?"),
    principal=principal,
)
failed_at = find_failed_refresh()
if failed_at is not None:
    st.warning(
        _(
            "The latest refresh failed, %(moment)s. The pages show the build "
            "published before it. `malbild refresh` says what is wrong.",
            moment=show_moment(failed_at),
        ),
        icon=":material/warning:",
    )

files = fetch_imported_files(principal)
if files.is_empty():
    show_empty_state(
        _("No file has been received."),
        _("Put the exports in data/exports/ and run `malbild refresh`."),
    )
    st.stop()

totals = fetch_row_totals(principal)
for box, label, number in zip(
    st.columns(4),
    (_("Files in use"), _("Rows received"), _("Rows accepted"), _("Rows rejected")),
    (
        totals["n_files"],
        totals["n_received"],
        totals["n_accepted"],
        totals["n_rejected"],
    ),
    strict=True,
):
    box.metric(label, show_number(number))

st.header(_("Files"), anchor=False)
show_files(files)

st.header(_("Rejected rows"), anchor=False)
rules = fetch_broken_rules(principal)
if rules.is_empty():
    show_empty_state(_("No row was rejected."), _("There is nothing to do."))
else:
    show_broken_rules(rules)
    show_rejected_rows(fetch_rejected_rows(principal, limit=1000), build=build)

st.header(_("Worth a second look"), anchor=False)
st.markdown(
    _(
        "Accepted rows that follow every rule but look odd. "
        "They stop nothing; someone who knows the case should look."
    )
)
suspicions = fetch_suspicions(principal)
if suspicions.is_empty():
    show_empty_state(_("Nothing looks odd."), _("There is nothing to do."))
else:
    show_suspicions(suspicions, build=build)
