"""How far the plan has come, and the buttons that take it on."""

from collections.abc import Mapping, Sequence

import streamlit as st

from app.access import Principal
from app.charts.plan_states import build_steps
from app.charts.spec import Row
from app.components.escaping import show_in_markdown
from app.components.plan_conflict import show_outcome
from app.components.plan_writing import find_seen, start_form, write_change
from app.messages import N_, _
from app.store.plan_changes import write_state
from app.store.plan_records import Plan
from app.store.plan_rights import check_may_step
from app.store.texts import LONGEST_NOTE

FORM = "plan.state"
# From and to: what the button says, and whether it is the way on.
STEP_WORDS = {
    ("draft", "proposed"): (N_("Propose for decision"), True),
    ("proposed", "decided"): (N_("Decide the plan"), True),
    ("proposed", "draft"): (N_("Back to draft"), False),
    ("decided", "carried_out"): (N_("Mark as carried out"), True),
}


def show_state(
    plan: Plan,
    events: Sequence[Row],
    *,
    principal: Principal,
    place_names: Mapping[str, str],
) -> None:
    """Show the four states with who and when, and offer the next.

    Args:
        plan: The plan.
        events: Its events, the newest first.
        principal: Who reads.
        place_names: Region code to name.
    """
    steps = build_steps(plan.state_code, events, place_names=place_names)
    for at, (box, step) in enumerate(
        zip(st.columns(len(steps)), steps, strict=True), 1
    ):
        with box.container(gap=None):
            mark = f"{at} {step.words}"
            if step.is_now:
                st.markdown(f":blue-badge[**{mark}**]")
            elif step.is_reached:
                st.markdown(f":green[\u2714 {step.words}]")
            else:
                st.markdown(f":gray[{mark}]")
            if step.who:
                st.caption(show_in_markdown(f"{step.who}, {step.when}"))
    _offer_steps(plan, events, principal=principal, place_names=place_names)


def _offer_steps(
    plan: Plan,
    events: Sequence[Row],
    *,
    principal: Principal,
    place_names: Mapping[str, str],
) -> None:
    ways = {
        new: words
        for (old, new), words in STEP_WORDS.items()
        if old == plan.state_code and check_may_step(old, new, principal)
    }
    key = f"{FORM}.{plan.plan_id}"
    show_outcome(
        key, events=events, place_names=place_names, saved=_("The plan was moved on.")
    )
    if not ways:
        return
    start_form(key)
    seen = find_seen(key, {"version": plan.version}, buttons=list(ways))
    pressed, note = _draw_steps(key, ways)
    if pressed:
        write_change(
            key,
            lambda event_id, principal: write_state(
                plan.plan_id,
                pressed[0],
                event_id=event_id,
                expected_version=seen["version"],
                note=note,
                principal=principal,
            ),
            cleared={f"{key}.note": ""},
        )
        st.rerun()


def _draw_steps(
    key: str, ways: Mapping[str, tuple[str, bool]]
) -> tuple[list[str], str]:
    """Draw the note and a button per way; return the pressed ones and the note."""
    pressed = []
    with (
        st.form(key, border=False, enter_to_submit=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        note = st.text_input(
            _("Note on the step (may be left empty)"),
            max_chars=LONGEST_NOTE,
            key=f"{key}.note",
            width=420,
        )
        for new, (words, is_onward) in ways.items():
            if st.form_submit_button(
                _(words),
                type="primary" if is_onward else "secondary",
                key=f"{key}.{new}",
            ):
                pressed.append(new)
    return pressed, note
