"""Everything known of one supplier: who buys, what was found, what was decided."""

import streamlit as st

from app.access import require
from app.charts.supplier_numbers import build_supplier_line, build_supplier_numbers
from app.charts.supplier_words import SPLITS
from app.components.escaping import show_in_markdown
from app.components.number_row import show_numbers
from app.components.page_header import show_page_header
from app.components.page_links import show_page_link
from app.components.supplier_card import show_card
from app.components.supplier_events import show_comments, show_decisions
from app.components.supplier_others import show_cases, show_others
from app.components.supplier_search import offer_supplier
from app.components.supplier_sections import (
    Told,
    show_answers,
    show_chain,
    show_contracts,
    show_findings,
)
from app.messages import _
from app.page_registry import find_page
from app.queries.builds import build_footer
from app.queries.code_words import fetch_code_words
from app.queries.ranking import fetch_ranked_categories
from app.queries.supplier_facts import fetch_audits, fetch_contracts, fetch_findings
from app.queries.supplier_search import fetch_supplier

principal = require(*find_page("supplier_profile").roles)
build = show_page_header(
    "supplier_profile",
    _("Who buys what from the supplier, what has been found, and what is decided?"),
    principal=principal,
)
supplier_id = offer_supplier(principal)
supplier = fetch_supplier(principal, supplier_id) if supplier_id else None
if supplier_id is None or supplier is None or build.data_on is None:
    st.stop()

told = Told(
    principal=principal,
    supplier_id=supplier_id,
    words=fetch_code_words(principal, *SPLITS),
    day=build.data_on,
    footer=build_footer(
        build,
        source=_("registers of contracts, self-assessments, audits and findings"),
        filters=supplier["supplier_name"],
    ),
)
contracts = fetch_contracts(principal, supplier_id)
findings = fetch_findings(principal, supplier_id)
audits = fetch_audits(principal, supplier_id)
ranked = fetch_ranked_categories(principal, supplier_id)

st.header(show_in_markdown(supplier["supplier_name"]), anchor=False)
st.caption(show_in_markdown(build_supplier_line(supplier, told.words), longest=500))
show_numbers(build_supplier_numbers(contracts, findings, audits, ranked))
with st.container(horizontal=True):
    show_page_link(
        "audit_plan",
        _("To the plan, with this supplier"),
        icon=":material/event_available:",
        supplier=supplier_id,
    )
show_contracts(told, contracts)
show_chain(told)
show_answers(told)
show_findings(told, audits, findings)
show_cases(told)
show_others(told)
show_card(told, ranked)
show_decisions(told)
show_comments(told, supplier["region_codes"])
