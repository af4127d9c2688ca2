"""Make a plan of a scenario."""

import uuid

import streamlit as st

from app.access import SECRETARIAT, require
from app.components.plan_refusals import build_store_refusal
from app.components.plan_wishes import LONGEST_NAME
from app.errors import StoreBusy, StoreFull
from app.messages import _
from app.store.plan_records import Scenario
from app.store.plans import write_plan

AUDIT_PLAN = "audit_plan"
MADE, REFUSED, FORM = "plan.is_made", "plan.is_refused", "plan.propose"


def offer_plan(scenario: Scenario) -> None:
    """Offer to make a draft of a plan from a scenario; leads to the plan's page."""
    if plan_id := st.session_state.pop(MADE, None):
        st.switch_page(f"views/{AUDIT_PLAN}.py", query_params={AUDIT_PLAN: plan_id})
    if refused := st.session_state.pop(REFUSED, None):
        st.error(refused, icon=":material/error:")
    # Drawn with the button, so that a double click makes one plan.
    ids = st.session_state.setdefault(
        f"{FORM}.{scenario.scenario_id}", (str(uuid.uuid4()), str(uuid.uuid4()))
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            _("Name of the plan"),
            value=_("Plan %(year)s", year=str(scenario.plan_year)),
            max_chars=LONGEST_NAME,
            key=f"{FORM}.name.{scenario.plan_year}",
            width=320,
        )
        st.button(
            _("Propose as a plan"),
            icon=":material/assignment_add:",
            key=FORM,
            on_click=_make_plan,
            args=(scenario, ids),
        )


def _make_plan(scenario: Scenario, ids: tuple[str, str]) -> None:
    principal = require(SECRETARIAT)
    name = st.session_state[f"{FORM}.name.{scenario.plan_year}"]
    if not name.strip():
        st.session_state[REFUSED] = _("Give the plan a name.")
        return
    try:
        plan = write_plan(
            plan_id=ids[0],
            event_id=ids[1],
            name=name,
            scenario=scenario,
            principal=principal,
        )
    except (StoreBusy, StoreFull) as reason:
        st.session_state[REFUSED] = build_store_refusal(reason)
        return
    st.session_state.pop(f"{FORM}.{scenario.scenario_id}", None)
    st.session_state[MADE] = plan.plan_id
