"""Which scenario to show and to begin from."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import streamlit as st

from app.access import Principal
from app.components.escaping import show_text
from app.components.filters import write_choice
from app.components.plan_wishes import AWAITED, CHOSEN
from app.formatting import show_moment
from app.messages import _
from app.planning.wishes import build_first_wishes
from app.queries.planning import fetch_ranked
from app.store.plan_records import Scenario


def find_scenario_names(scenarios: Collection[Scenario]) -> dict[str, str]:
    """Find the scenarios: id to name and when it was worked out, as given."""
    return {
        each.scenario_id: _(
            "%(name)s, %(moment)s",
            name=show_text(each.name),
            moment=show_moment(each.written_at),
        )
        for each in scenarios
    }


def write_awaited(scenario_ids: Collection[str]) -> None:
    """Choose the scenario that the reader waits for, once it is among these."""
    if st.session_state.get(AWAITED) in scenario_ids:
        write_choice(CHOSEN, st.session_state.pop(AWAITED))


def find_base(chosen: Scenario | None, *, as_of_on: date | None) -> Mapping[str, Any]:
    """Find the wishes to begin with: the chosen scenario's, else the first ones.

    Args:
        chosen: The scenario on the page, if any.
        as_of_on: The day the ranking stands on; a plan is for the year after.
    """
    if chosen is not None:
        return {**build_first_wishes(chosen.plan_year), **chosen.wishes}
    year = as_of_on.year + 1 if as_of_on else date.today().year + 1  # noqa: DTZ011
    return build_first_wishes(year)


def find_supplier_names(principal: Principal, scenario: Scenario) -> dict[str, str]:
    """Find the names of suppliers that a scenario tells of but has not chosen."""
    missed = [row["key"] for row in scenario.result["shortfalls"] if row["key"]]
    ranked = fetch_ranked(principal, missed)
    return dict(ranked.select("supplier_id", "supplier_name").iter_rows())


def build_next_name(scenarios: Collection[Scenario]) -> str:
    """Name the next scenario: A, B, C ... and numbers when the letters have ended."""
    at = len(scenarios)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return _(
        "Scenario %(name)s", name=letters[at] if at < len(letters) else str(at + 1)
    )
