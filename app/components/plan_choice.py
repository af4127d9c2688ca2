"""Which plan to show, and the plan's rows and events as plain values for charts."""

from collections.abc import Iterable
from dataclasses import asdict

from app.access import Principal
from app.charts.plan_states import build_plan_name
from app.charts.spec import Row
from app.components.escaping import show_text
from app.components.filters import offer_choice
from app.messages import _
from app.store.plan_records import Plan, PlanEvent
from app.store.plans import fetch_plan, fetch_plans

CHOSEN = "audit_plan"


def offer_plan_choice(principal: Principal) -> Plan | None:
    """Offer the plans that the reader may see; None when there is none."""
    names = {
        plan.plan_id: show_text(build_plan_name(plan.name, plan.state_code))
        for plan in fetch_plans(principal)
    }
    chosen = offer_choice(CHOSEN, _("Audit plan"), names)
    return None if chosen is None else fetch_plan(chosen, principal)


def read_items(plan: Plan) -> list[Row]:
    """Read a plan's rows."""
    return [asdict(item) for item in plan.items]


def read_events(events: Iterable[PlanEvent]) -> list[Row]:
    """Read a plan's events, in the given order."""
    return [asdict(event) for event in events]
