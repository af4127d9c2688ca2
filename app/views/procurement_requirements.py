"""How many of the regions' procurements ask for care of people and environment."""

import streamlit as st

from app.access import require
from app.charts.requirements import (
    REQUIREMENT_NAMES,
    build_shares_by_division,
    build_shares_by_place,
)
from app.charts.statistics import build_requirement_numbers, build_statistics_footer
from app.components.chart import show_chart
from app.components.filters import find_place_names, offer_filters
from app.components.number_row import show_numbers
from app.components.page_header import show_empty_state, show_page_header
from app.messages import _
from app.page_registry import find_page
from app.queries.requirements import (
    fetch_divisions,
    fetch_requirement_totals,
    fetch_requirement_years,
    fetch_requirements_by_division,
    fetch_requirements_by_place,
)

principal = require(*find_page("procurement_requirements").roles)
build = show_page_header(
    "procurement_requirements",
    _("How many of the regions' procurements state sustainability requirements?"),
    principal=principal,
    is_programme_data=False,
)
st.badge(_("Real figures, not example data"), icon=":material/verified:", color="blue")
st.info(
    _(
        "A blank field means unknown, never no. A low number says that buyers seldom "
        "fill in the field, not that they seldom ask."
    ),
    icon=":material/info:",
)

requirements = {code: _(name) for code, name in REQUIREMENT_NAMES.items()}
divisions = fetch_divisions(principal)
filters = offer_filters(
    principal,
    "year",
    "place",
    years=fetch_requirement_years(principal),
    more={
        "requirement": (_("Requirement"), requirements),
        "division": (_("Goods and services (CPV)"), divisions),
    },
)
if filters.year is None or filters.place_code is None:
    show_empty_state(
        _("There are no statistics to show."),
        _("Import the national agency's workbooks with `malbild refresh`."),
    )
    st.stop()

requirement_code = filters.more["requirement"]
division_code = filters.more["division"]
place = find_place_names(principal)[filters.place_code]
division = divisions[division_code]
totals = fetch_requirement_totals(
    principal,
    year=filters.year,
    place_code=filters.place_code,
    division_code=division_code,
)
footer = build_statistics_footer(
    totals,
    year=filters.year,
    build_id=build.build_id,
    filters=f"{place} \u00b7 {division} \u00b7 {filters.year}",
)
if totals.is_empty():
    show_empty_state(
        _("No procurement in this place and division."),
        _("Choose a wider selection."),
    )
else:
    show_numbers(build_requirement_numbers(totals))

asked = {"year": filters.year, "requirement_code": requirement_code}
by_place = fetch_requirements_by_place(principal, division_code=division_code, **asked)
by_division = fetch_requirements_by_division(
    principal, place_code=filters.place_code, **asked
)
left, right = st.columns(2, gap="large")
with left:
    if not by_place.is_empty():
        show_chart(
            build_shares_by_place(
                by_place,
                requirement_code=requirement_code,
                chosen_code=filters.place_code,
                place=f"{division} \u00b7 {filters.year}",
                footer=footer,
            )
        )
with right:
    if not by_division.is_empty():
        show_chart(
            build_shares_by_division(
                by_division,
                requirement_code=requirement_code,
                place=f"{place} \u00b7 {filters.year}",
                footer=footer,
            )
        )
