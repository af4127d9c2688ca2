"""The plan: how far it has come, its rows, what was changed, and the next step."""

import streamlit as st

from app.access import REGION, require
from app.charts.plan_items import (
    build_items_table,
    build_plan_numbers,
    build_plan_title,
)
from app.components.filters import find_category_names, find_place_names
from app.components.number_row import show_numbers
from app.components.page_header import show_empty_state, show_page_header
from app.components.plan_additions import offer_addition
from app.components.plan_choice import offer_plan_choice, read_events, read_items
from app.components.plan_comments import show_comments
from app.components.plan_edit import offer_changes
from app.components.plan_history import show_history
from app.components.plan_rows import offer_row, show_rows
from app.components.plan_state import show_state
from app.messages import _
from app.page_registry import find_page
from app.queries.builds import build_footer
from app.queries.planning import fetch_audits_made, fetch_known_suppliers
from app.store.plan_events import fetch_plan_events

principal = require(*find_page("audit_plan").roles)
build = show_page_header(
    "audit_plan",
    _("Which audits are planned and decided, why, and what has been changed?"),
    principal=principal,
)
plan = offer_plan_choice(principal)
if plan is None:
    show_empty_state(
        _("There is no plan yet."),
        _("The secretariat makes one from a scenario, on the page for planning."),
    )
    st.stop()

places = find_place_names(principal)
categories = find_category_names(principal)
items = read_items(plan)
events = read_events(fetch_plan_events(plan.plan_id, principal))
made = fetch_audits_made(principal, plan.plan_year)
show_state(plan, events, principal=principal, place_names=places)
show_numbers(build_plan_numbers(items, made=made))
if principal.role_code == REGION:
    st.caption(_("You see the suppliers that your region buys from."))
footer = build_footer(
    build,
    source=_("the plan and its decisions, the ranking, and the register of audits"),
    filters=plan.name,
)
show_rows(
    items,
    table=build_items_table(
        items,
        category_names=categories,
        known_suppliers=fetch_known_suppliers(
            principal, [row["supplier_id"] for row in items]
        ),
        made=made,
    ),
    title=build_plan_title(plan.name, plan.state_code, items),
    footer=footer,
)
st.header(_("One row"), anchor=False)
chosen = offer_row(items, category_names=categories)
if chosen is not None:
    offer_changes(plan, chosen, events, principal=principal, place_names=places)
offer_addition(plan, items, events, principal=principal, place_names=places)
show_comments(plan, chosen, events, principal=principal, names=places)
show_history(plan, events, principal=principal, names=places, footer=footer)
