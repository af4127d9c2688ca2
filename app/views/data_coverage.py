"""Which sources and regions have delivered, how complete and how old the data is."""

import streamlit as st

from app.access import require
from app.components.chart import build_footer
from app.components.coverage_lists import (
    build_numbers,
    show_kpi_list,
    show_region_list,
    show_source_list,
)
from app.components.number_row import show_numbers
from app.components.page_header import show_empty_state, show_page_header
from app.messages import _
from app.page_registry import find_page
from app.queries.data_coverage import (
    fetch_kpi_coverage,
    fetch_region_coverage,
    fetch_source_coverage,
)

principal = require(*find_page("data_coverage").roles)
build = show_page_header(
    "data_coverage",
    _("Which sources and regions have delivered, how complete and how old is it?"),
    principal=principal,
)
sources = fetch_source_coverage(principal)
regions = fetch_region_coverage(principal)
kpis = fetch_kpi_coverage(principal)
if sources.is_empty():
    show_empty_state(
        _("The build has not kept which sources the figures have."),
        _("Run `malbild refresh`."),
    )
    st.stop()

show_numbers(build_numbers(sources, regions, kpis))
footer = build_footer(
    build,
    source=_("the import's ledger and the lineage of the figures"),
    filters=_("all sources and key figures"),
    terms_code="aggregates",
)
show_source_list(sources, footer=footer)
show_region_list(regions, footer=footer)
show_kpi_list(kpis, footer=footer)
