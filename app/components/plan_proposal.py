"""Make a plan of a scenario."""

import uuid

import streamlit as st

from app.access import SECRETARIAT, require
from app.components.plan_refusals import show_store_refusal
from app.components.plan_wishes import LONGEST_NAME
from app.errors import StoreBusy, StoreFull
from app.messages import _
from app.store.plan_records import Scenario
from app.store.plans import write_plan

AUDIT_PLAN = "audit_plan"
FORM = "plan.propose"


def offer_plan(scenario: Scenario) -> None:
    """Offer to make a draft of a plan from a scenario; leads to the plan's page."""
    # Kept until the plan is made, so that a double click makes one.
    ids = st.session_state.setdefault(
        f"{FORM}.{scenario.scenario_id}", (str(uuid.uuid4()), str(uuid.uuid4()))
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            _("Name of the plan"),
            value=_("Plan %(year)s", year=str(scenario.plan_year)),
            max_chars=LONGEST_NAME,
            key=f"{FORM}.name.{scenario.plan_year}",
            width=320,
        )
        is_asked = st.button(
            _("Propose as a plan"), icon=":material/assignment_add:", key=FORM
        )
    if is_asked:
        _make_plan(scenario, name, ids)


def _make_plan(scenario: Scenario, name: str, ids: tuple[str, str]) -> None:
    if not name.strip():
        st.error(_("Give the plan a name."), icon=":material/error:")
        return
    try:
        plan = write_plan(
            plan_id=ids[0],
            event_id=ids[1],
            name=name,
            scenario=scenario,
            principal=require(SECRETARIAT),
        )
    except (StoreBusy, StoreFull) as reason:
        show_store_refusal(reason)
        return
    st.session_state.pop(f"{FORM}.{scenario.scenario_id}", None)
    st.switch_page(f"views/{AUDIT_PLAN}.py", query_params={AUDIT_PLAN: plan.plan_id})
