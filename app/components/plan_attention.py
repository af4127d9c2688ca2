"""How the newest plan stands, on the overview: one line that leads to the plan."""

from dataclasses import asdict

import streamlit as st

from app.access import REGION, Principal
from app.charts.plan_items import find_n_made
from app.charts.plan_states import STATE_WORDS, build_attention_sentence
from app.components.escaping import show_in_markdown
from app.components.plan_choice import CHOSEN, read_items
from app.page_registry import find_page
from app.queries.planning import fetch_audits_made
from app.store.plan_records import Plan
from app.store.plans import fetch_plan, fetch_plans

PAGE = "audit_plan"


def show_newest_plan(principal: Principal) -> None:
    """Show how the newest plan stands, if the reader may see one."""
    newest = find_newest_plan(principal)
    if newest is None:
        return
    plan = fetch_plan(newest.plan_id, principal)
    items = read_items(plan)
    sentence = build_attention_sentence(
        asdict(newest),
        n_planned=sum(item["is_in"] for item in items),
        n_made=find_n_made(items, fetch_audits_made(principal, plan.plan_year)),
        is_own_region=principal.role_code == REGION,
    )
    st.page_link(
        f"views/{PAGE}.py",
        label=show_in_markdown(sentence),
        icon=find_page(PAGE).icon,
        query_params={CHOSEN: plan.plan_id},
    )


def find_newest_plan(principal: Principal) -> Plan | None:
    """Find the plan of the latest year that has come furthest; the newest of equals."""
    states = list(STATE_WORDS)
    return max(
        fetch_plans(principal),
        key=lambda plan: (
            plan.plan_year,
            states.index(plan.state_code),
            plan.written_at,
        ),
        default=None,
    )
