"""How right the picks were, and what became of the recommendations."""

import streamlit as st

from app.access import require
from app.components.area_page import load_page
from app.components.selection_review import (
    show_accuracy,
    show_coverage,
    show_followed,
    show_lots,
    show_overrides,
    show_picks,
)
from app.messages import _
from app.page_registry import find_page

principal = require(*find_page("selection_review").roles)
page = load_page(
    "selection_review",
    _("Do we follow up the right suppliers?"),
    principal,
)
st.info(
    _(
        "Only audited suppliers have an outcome. They were picked because something "
        "was suspected, so shares here say nothing of suppliers that nobody audited."
    ),
    icon=":material/info:",
)
st.header(_("Which picks hit?"), anchor=False)
show_picks(principal, footer=page.footer)
st.header(_("How right is the ranking?"), anchor=False)
show_accuracy(page)
st.header(_("What do lots say?"), anchor=False)
show_lots(principal, footer=page.footer)
st.header(_("How did changes by hand turn out?"), anchor=False)
show_overrides(principal, footer=page.footer)
st.header(_("Do the regions follow the recommendations?"), anchor=False)
show_followed(page)
st.header(_("How much of the risk is covered?"), anchor=False)
show_coverage(page)
