"""Which sources and regions have delivered, how complete and how old the data is."""

import streamlit as st

from app.access import require
from app.charts.coverage import (
    build_coverage_numbers,
    build_kpi_table,
    build_kpi_title,
    build_region_table,
    build_region_title,
    build_source_table,
    build_source_title,
)
from app.components.chart import show_list
from app.components.number_row import show_numbers
from app.components.page_header import show_empty_state, show_page_header
from app.messages import _
from app.page_registry import find_page
from app.queries.builds import build_footer
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

show_numbers(build_coverage_numbers(sources, regions, kpis))
footer = build_footer(
    build,
    source=_("the import's ledger and the lineage of the figures"),
    filters=_("all sources and key figures"),
    terms_code="aggregates",
)
for name, title, table in (
    ("source", build_source_title(sources), build_source_table(sources)),
    ("region", build_region_title(regions), build_region_table(regions)),
    ("kpi", build_kpi_title(kpis), build_kpi_table(kpis)),
):
    show_list(f"{name}_coverage", title=title, table=table, footer=footer)
st.caption(
    _(
        "Unknown is the part of what a figure could have counted whose answer "
        "nobody has given. It is never counted as done."
    )
)
