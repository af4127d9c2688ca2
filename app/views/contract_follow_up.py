"""The goals on contract follow-up, what has been done, and which cases are waiting."""

from dataclasses import replace

import streamlit as st

from app.access import require
from app.charts.follow_up import (
    build_case_table,
    build_case_title,
    build_number_cards,
    build_rows_table,
    build_rows_title,
)
from app.components.area_page import find_goal, show_area_page
from app.components.chart import show_list
from app.components.escaping import show_in_markdown
from app.components.number_row import show_numbers
from app.components.page_header import show_empty_state
from app.messages import _
from app.page_registry import find_page
from app.queries.counted_rows import fetch_counted_rows
from app.queries.follow_up import ActivityChoice, fetch_activity_counts
from app.queries.open_cases import fetch_open_case_totals, fetch_open_cases

principal = require(*find_page("contract_follow_up").roles)
page = show_area_page(
    "contract_follow_up",
    "follow_up",
    _("How much is followed up, how well, and which cases are waiting?"),
    principal=principal,
)
of_suppliers = replace(page.footer, terms_code="suppliers")
rows = fetch_counted_rows(principal, page.find_choice(page.kpi_id))
if not rows.is_empty():
    name = find_goal(page, page.kpi_id)["kpi_name"]
    where = f"{page.choice.year}, {page.place}"
    show_list(
        "counted_rows",
        title=build_rows_title(rows, name, where),
        table=build_rows_table(rows),
        footer=of_suppliers,
    )
choice = ActivityChoice(page.choice.place_code, page.category_code)
counts = fetch_activity_counts(principal, choice)
if not counts.is_empty():
    done = _("Done in %(year)s, %(place)s", year=page.choice.year, place=page.place)
    st.subheader(show_in_markdown(done), anchor=False)
    show_numbers(build_number_cards(counts, page.period))

asked = {"place_code": choice.place_code, "category_code": choice.category_code}
cases = fetch_open_cases(principal, **asked)
if cases.is_empty():
    show_empty_state(_("No case is open."), _("There is nothing to wait for."))
else:
    show_list(
        "open_cases",
        title=build_case_title(fetch_open_case_totals(principal, **asked)),
        table=build_case_table(cases),
        footer=of_suppliers,
    )
    st.page_link(
        "views/open_cases.py",
        label=_("Every open case with its step, deadlines and deviations"),
        icon=":material/pending_actions:",
        query_params={"place": choice.place_code, "category": choice.category_code},
    )
