"""Which follow-up cases wait, for what and for whom, and what they have found."""

from dataclasses import replace

import streamlit as st

from app.access import require
from app.charts.case_steps import build_step_chart
from app.charts.open_cases import (
    build_case_numbers,
    build_definition_rows,
    build_list_title,
)
from app.components.case_deadlines import show_deadlines, show_grades, show_severe
from app.components.case_list import EVERY_CASE, offer_case, show_case_list
from app.components.chart import show_chart, show_table
from app.components.number_row import show_numbers
from app.components.open_case_filters import offer_case_filters
from app.components.page_header import show_empty_state, show_page_header
from app.components.planned_audits import show_planned_audits
from app.messages import _
from app.page_registry import find_page
from app.queries.builds import build_footer
from app.queries.case_list import (
    fetch_case_list,
    fetch_case_totals,
    fetch_step_times,
    fetch_steps,
)

principal = require(*find_page("open_cases").roles)
build = show_page_header(
    "open_cases",
    _("Which cases wait, for what, and who acts next?"),
    principal=principal,
)
filters = offer_case_filters(principal)
choice = filters.choice
footer = build_footer(
    build,
    source=_("cases, self-assessments, decisions, audits and findings"),
    filters=filters.words,
)
of_place = replace(footer, filters=filters.where)
totals = fetch_case_totals(principal, choice)
cases = fetch_case_list(principal, choice)
every_case = fetch_case_list(principal, EVERY_CASE)
if cases.is_empty():
    show_empty_state(
        _("No case is open in this selection."),
        _("Choose a wider selection, or see on the page Data what has been received."),
    )
else:
    show_numbers(build_case_numbers(totals))
    show_case_list(cases, title=build_list_title(totals, cases), footer=footer)
if not every_case.is_empty():
    offer_case(principal, every_case, footer=footer)

if not cases.is_empty():
    st.header(_("Deadlines and deviations"), anchor=False)
    show_deadlines(principal, choice, build=build, footer=footer)
    show_severe(principal, choice, footer=of_place)
    show_grades(principal, choice, footer=of_place)

st.header(_("Decided audits that have not begun"), anchor=False)
show_planned_audits(principal, category_code=choice.category_code, footer=footer)

times = fetch_step_times(principal, choice)
if not times.is_empty():
    st.header(_("Where do cases get stuck?"), anchor=False)
    show_chart(build_step_chart(times, chosen=filters.where, footer=of_place))

st.header(_("How the step is told, and who acts next"), anchor=False)
show_table(
    "case_steps_told",
    title=_("How the step is told, and who acts next"),
    table=build_definition_rows(fetch_steps(principal)),
    footer=footer,
)
