"""Work out which audits to make: wishes, what they lead to, and two side by side."""

import streamlit as st

from app.access import SECRETARIAT, require
from app.components.filters import find_category_names, offer_choice
from app.components.page_header import show_empty_state, show_page_header
from app.components.plan_comparison import show_comparison
from app.components.plan_progress import show_calculations
from app.components.plan_proposal import offer_plan
from app.components.plan_result import show_result, show_summary
from app.components.plan_scenario_choice import (
    build_next_name,
    find_base,
    find_scenario_names,
    find_supplier_names,
    write_awaited,
)
from app.components.plan_wishes import CHOSEN, OTHER, offer_wishes
from app.formatting import show_moment
from app.messages import _
from app.page_registry import find_page
from app.planning.calculations import remove_old_calculations
from app.queries.builds import build_footer
from app.store.scenarios import fetch_scenarios

principal = require(*find_page("plan_scenarios").roles)
build = show_page_header(
    "plan_scenarios",
    _("Which audits give the most, with the time, money and spread we want?"),
    principal=principal,
)
if build.stage_code is None:
    show_empty_state(
        _("No suppliers have been ranked."),
        _("Run `malbild refresh` when exports have been received."),
    )
    st.stop()

is_maker = principal.role_code == SECRETARIAT
if is_maker:
    remove_old_calculations(principal)
    show_calculations(principal)
scenarios = {each.scenario_id: each for each in fetch_scenarios(principal=principal)}
names = find_scenario_names(scenarios.values())
write_awaited(names)
row = st.columns(2)
chosen = scenarios.get(offer_choice(CHOSEN, _("Scenario"), names, box=row[0]) or "")
others = {"none": _("None"), **names}
if chosen is not None:
    del others[chosen.scenario_id]
other = scenarios.get(
    offer_choice(OTHER, _("Compare with"), others, box=row[1]) or ""
    if chosen is not None
    else ""
)

if is_maker:
    with st.expander(_("Wishes")) if chosen else st.container(border=True):
        offer_wishes(
            find_base(chosen, as_of_on=build.as_of_on),
            base_id=chosen.scenario_id if chosen else None,
            next_name=build_next_name(scenarios.values()),
        )
if chosen is None:
    show_empty_state(
        _("No scenario has been worked out."),
        _("Say what you wish for above and work it out.")
        if is_maker
        else _("The secretariat works them out."),
    )
    st.stop()

categories = find_category_names(principal)
footer = build_footer(
    build,
    source=_("the ranking and the register of contracts"),
    filters=_(
        "%(name)s, %(moment)s",
        name=chosen.name,
        moment=show_moment(chosen.written_at),
    ),
)
show_summary(
    chosen,
    category_names=categories,
    supplier_names=find_supplier_names(principal, chosen),
)
if is_maker:
    offer_plan(chosen)
show_result(chosen, category_names=categories, footer=footer)
if other is not None:
    show_comparison(chosen, other, category_names=categories, footer=footer)
