"""Follow a calculation while it runs, keep its answer, and say why one failed."""

import streamlit as st

from app.access import SECRETARIAT, Principal, require
from app.commands.job import find_seconds, load_result, load_steps, read_complaint
from app.components.escaping import show_in_markdown
from app.components.plan_refusals import show_store_refusal
from app.components.plan_wishes import AWAITED
from app.components.shell import offer_language, show_refusal
from app.errors import AccessDenied, StoreBusy, StoreFull
from app.formatting import show_number
from app.messages import N_, _
from app.planning.calculations import (
    DONE,
    FAILED,
    RUNNING,
    Calculation,
    find_calculation,
    find_calculations,
    load_answer,
    load_wishes,
    remove_calculation,
    start_calculation,
)
from app.store.scenarios import write_scenario

# The command's steps, and what the reader is told.
STEPS = {
    "Load the candidates": N_("The suppliers are read"),
    "Choose the audits": N_("The audits are chosen"),
    "Assign performers": N_("The audits are given to performers"),
    "Check every constraint": N_("Every constraint is checked"),
    "Price the constraints": N_("What each constraint costs is worked out"),
}
# What Python and the solver say when they may not have more.
OUT_OF_MEMORY = ("MemoryError", "Out of Memory")
# Wishes that cannot be read, and wishes that cannot all be met.
USAGE, NO_PLAN = 2, 11


def show_calculations(principal: Principal) -> None:
    """Show those that run or have failed; keep those that are done as scenarios."""
    for calculation in find_calculations(principal):
        if calculation.stage == RUNNING:
            show_running(calculation.scenario_id)
        elif calculation.stage == DONE:
            _keep(calculation, principal)
        else:
            _show_failed(calculation)


@st.fragment(run_every=1.0)
def show_running(scenario_id: str) -> None:
    """Show how far a calculation has come, every second, until it has ended."""
    # A fragment runs without what stands before it: language and rights begin anew.
    offer_language()
    try:
        principal = require(SECRETARIAT)
    except AccessDenied:
        show_refusal()
        return
    calculation = find_calculation(scenario_id, principal)
    if calculation is None or calculation.stage != RUNNING:
        st.rerun()
        return
    with st.container(border=True):
        name = show_in_markdown(calculation.name)
        st.markdown(_("**%(name)s is being worked out.**", name=name))
        _show_step(calculation)
        st.caption(
            _(
                "%(n)s seconds so far. You may leave the page. The work goes on and "
                "you find it here.",
                n=show_number(find_seconds(calculation.folder)),
            )
        )


def _show_step(calculation: Calculation) -> None:
    steps = [step for step in load_steps(calculation.folder) if step.name in STEPS]
    n_done = sum(step.state == "done" for step in steps)
    running = [step.name for step in steps if step.state == "started"]
    now = running[-1] if running else list(STEPS)[min(n_done, len(STEPS) - 1)]
    text = _(
        "Step %(n)s of %(all)s: %(step)s",
        n=show_number(list(STEPS).index(now) + 1),
        all=show_number(len(STEPS)),
        step=_(STEPS[now]),
    )
    st.progress(n_done / len(STEPS), text=text)


def _keep(calculation: Calculation, principal: Principal) -> None:
    answer = load_answer(calculation, principal)
    if answer is None:
        _show_failed(calculation)
        return
    try:
        write_scenario(
            scenario_id=calculation.scenario_id,
            name=calculation.name,
            result=answer,
            principal=principal,
        )
    except (StoreBusy, StoreFull) as reason:
        show_store_refusal(reason)
        return
    remove_calculation(calculation, principal)
    st.toast(_("The scenario is worked out and kept."))


def _show_failed(calculation: Calculation) -> None:
    result = load_result(calculation.folder)
    complaint = read_complaint(calculation.folder)
    key = f"plan.{calculation.scenario_id}"
    with st.container(border=True):
        name = show_in_markdown(calculation.name)
        words = _build_failure(
            None if result is None else result.exit_code,
            is_heavy=(result is not None and result.is_stopped)
            or any(sign in complaint for sign in OUT_OF_MEMORY),
        )
        st.error(f"**{name}**: {words}", icon=":material/error:")
        if complaint:
            with st.expander(_("The command's own words, in English"), expanded=True):
                st.markdown(show_in_markdown(complaint[-2000:], longest=2000))
        with st.container(horizontal=True):
            if st.button(_("Try again"), key=f"{key}.retry"):
                _start_again(calculation.scenario_id)
                st.rerun()
            if st.button(_("Throw it away"), key=f"{key}.remove", type="tertiary"):
                _remove(calculation.scenario_id)
                st.rerun()


def _build_failure(exit_code: int | None, *, is_heavy: bool) -> str:
    if is_heavy:
        return _(
            "The work took too much time or memory and was stopped. Ask for fewer "
            "audits or fewer wishes, and try again."
        )
    if exit_code in (USAGE, NO_PLAN):
        return _(
            "The wishes do not fit together, so nothing was worked out. Change them as "
            "the command says below and work out again."
        )
    return _(
        "The scenario could not be worked out. Nothing has changed. Try again; if it "
        "comes back, tell the one who looks after the system."
    )


def _start_again(scenario_id: str) -> None:
    principal = require(SECRETARIAT)
    calculation = find_calculation(scenario_id, principal)
    if calculation is None or calculation.stage not in (FAILED, DONE):
        return
    start_calculation(
        load_wishes(calculation, principal),
        scenario_id=scenario_id,
        name=calculation.name,
        principal=principal,
    )


def _remove(scenario_id: str) -> None:
    principal = require(SECRETARIAT)
    calculation = find_calculation(scenario_id, principal)
    if calculation is not None:
        remove_calculation(calculation, principal)
    st.session_state.pop(AWAITED, None)
