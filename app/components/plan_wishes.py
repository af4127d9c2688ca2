"""What a plan should hold: the wishes, with sliders to try what if, and the start."""

import uuid
from collections.abc import Mapping
from typing import Any

import streamlit as st

from app.access import SECRETARIAT, Principal, require
from app.components.filters import write_choice
from app.components.plan_limits import offer_limits
from app.components.shell import offer_language, show_refusal
from app.errors import AccessDenied
from app.formatting import A_MILLION
from app.messages import _
from app.planning.calculations import (
    RUNNING,
    find_calculations,
    load_wishes,
    start_calculation,
)
from app.planning.wishes import build_wishes, find_wish

LONGEST_NAME = 120
CHOSEN, OTHER = "scenario", "other"
# The scenario that this reader has asked for and waits to see.
AWAITED = "plan.awaited"
Wishes = Mapping[str, Any]


@st.fragment
def offer_wishes(base: Wishes, *, base_id: str | None, next_name: str) -> None:
    """Offer the wishes, beginning with those of a scenario, and to work them out.

    A choice runs this part only, not the page around it.

    Args:
        base: Complete wishes to begin with.
        base_id: The scenario they are of; None for a first one.
        next_name: A name to begin with.
    """
    # A fragment runs without what stands before it: language and rights begin anew.
    offer_language()
    try:
        principal = require(SECRETARIAT)
    except AccessDenied:
        show_refusal()
        return
    key = f"wish.{base_id or 'first'}"
    changes = {
        **_offer_sliders(base, key),
        **_offer_capacity(base, key),
        **offer_limits(base, key, principal=principal),
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            _("Name of the scenario"),
            value=next_name,
            max_chars=LONGEST_NAME,
            key=f"{key}.name",
            width=320,
        )
        is_asked = st.button(
            _("Work out"),
            type="primary",
            icon=":material/play_arrow:",
            key="plan.work_out",
        )
    # Not a callback: it would be given the wishes of the run before.
    if is_asked:
        _start(build_wishes(base, changes), name.strip() or next_name, base_id)


def _offer_sliders(base: Wishes, key: str) -> dict[str, Any]:
    """Offer the wishes that are most often tried, as sliders."""
    sliders = (
        ("capacity.audits", _("Audits"), 1, 200, 1),
        ("capacity.factory_audits", _("of which in factories, at most"), 0, 40, 1),
        ("least_per_area", _("Fewest per area A-H"), 0, 10, 1),
        ("most_per_category_pct", _("Most per category, per cent"), 5, 100, 5),
        ("exploration_pct", _("Exploration, per cent"), 0, 30, 1),
        ("most_small_points", _("Small suppliers: points over their share"), 0, 60, 1),
    )
    chosen = {}
    # Row by row, so that they stand in the same order on a phone.
    boxes = [*st.columns(3), *st.columns(3)]
    for box, (path, label, low, high, step) in zip(boxes, sliders, strict=True):
        wished = find_wish(base, path)
        # No limit is the widest of the slider; it is written as it stands.
        begin = high if wished is None else min(max(int(wished), low), high)
        with box:
            chosen[path] = st.slider(label, low, high, begin, step, key=f"{key}.{path}")
    return chosen


def _offer_capacity(base: Wishes, key: str) -> dict[str, Any]:
    """Offer what may also be left empty, which is no limit."""
    row = st.columns(5)
    with row[0]:
        year = st.number_input(
            _("Plan year"),
            min_value=2000,
            max_value=2100,
            value=int(base["plan_year"]),
            step=1,
            key=f"{key}.plan_year",
        )
    numbers = (
        ("capacity.auditor_days", _("Auditor-days"), 1),
        ("capacity.budget_sek", _("Budget, SEK million"), A_MILLION),
        ("capacity.half_years.1.audits", _("Most in the first half-year"), 1),
        ("capacity.half_years.2.audits", _("Most in the second half-year"), 1),
    )
    given = {}
    for box, (path, label, unit) in zip(row[1:], numbers, strict=True):
        with box:
            given[path] = _offer_number(base, key, path, label, unit=unit)
    halves = {half: given.pop(f"capacity.half_years.{half}.audits") for half in "12"}
    return {
        "plan_year": year,
        **given,
        "capacity.half_years": {
            half: {"audits": most} for half, most in halves.items() if most is not None
        },
    }


def _offer_number(
    base: Wishes, key: str, path: str, label: str, *, unit: int
) -> float | None:
    wished = find_wish(base, path)
    if unit == 1:
        return st.number_input(
            label,
            min_value=0,
            value=None if wished is None else int(wished),
            step=1,
            key=f"{key}.{path}",
            placeholder=_("no limit set"),
        )
    given = st.number_input(
        label,
        min_value=0.0,
        value=None if wished is None else wished / unit,
        step=0.5,
        format="%.1f",
        key=f"{key}.{path}",
        placeholder=_("no limit set"),
    )
    return None if given is None else given * unit


def _start(wishes: Wishes, name: str, base_id: str | None) -> None:
    principal = require(SECRETARIAT)
    if not _check_is_begun(wishes, name, principal):
        scenario_id = str(uuid.uuid4())
        start_calculation(
            wishes, scenario_id=scenario_id, name=name, principal=principal
        )
        st.session_state[AWAITED] = scenario_id
    if base_id is not None:
        write_choice(OTHER, base_id)
    st.rerun()


def _check_is_begun(wishes: Wishes, name: str, principal: Principal) -> bool:
    """Tell whether the same is being worked out already, as after a double click."""
    return any(
        each.stage == RUNNING
        and each.name == name
        and load_wishes(each, principal) == wishes
        for each in find_calculations(principal)
    )
