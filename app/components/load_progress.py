"""Follow a load while a command works on it, and say how it ended."""

import streamlit as st

from app.access import SECRETARIAT, Principal, require
from app.commands.job import Step, find_seconds, load_result, load_steps, read_complaint
from app.components.escaping import show_in_markdown
from app.components.load_approval import offer_giving_up
from app.components.load_review import offer_rejected
from app.components.load_words import PUBLISH_REFUSED, show_failure
from app.components.shell import offer_language, show_refusal
from app.errors import AccessDenied
from app.formatting import show_number
from app.inbox.loads import (
    PUBLISHING,
    READING,
    UNREADABLE,
    Load,
    find_load,
    remove_load,
    remove_received,
)
from app.inbox.runs import (
    Summary,
    load_answers,
    load_summary,
    start_preview,
    start_refresh,
)
from app.kept_builds import find_kept_builds
from app.messages import N_, _, ngettext

IMPORTING = "Import the exports"
# What the reader waits for, and which steps of the command it takes.
STAGES = (
    (N_("The files are read in"), (IMPORTING,)),
    (
        N_("The figures are worked out and checked"),
        ("Load imports and reference tables", "Build and check the models (dbt)"),
    ),
    (
        N_("The suppliers are ranked"),
        (
            "Rank the suppliers",
            "Forecast the year",
            "Find the figures that change",
            "Build the tables of ranking, forecasts and changes (dbt)",
        ),
    ),
    (N_("The new build is put on the pages"), ("Publish",)),
)
# What Python and DuckDB say when they may not have more.
OUT_OF_MEMORY = ("MemoryError", "Out of Memory")
MARKS = {
    "waiting": ":gray[\u25cb]",
    "started": ":blue[\u25d0]",
    "done": ":green[\u2714]",
    "failed": ":red[\u2716]",
}


@st.fragment(run_every=1.0)
def show_running(load_id: str) -> None:
    """Show how far a running load has come, every second, until it has ended."""
    # A fragment runs without what stands before it: language and rights begin anew.
    offer_language()
    try:
        principal = require(SECRETARIAT)
    except AccessDenied:
        show_refusal()
        return
    load = find_load(load_id, principal)
    stage = load.stage if load else None
    if load is None or stage not in {READING, PUBLISHING}:
        st.rerun()
    elif stage == READING:
        st.markdown(_("**The files are being read.** Nothing is changed yet."))
        seconds = show_number(find_seconds(load.preview_folder))
        st.caption(_("The rows are read and checked, %(n)s seconds so far.", n=seconds))
    else:
        _show_stages(load)
        st.caption(_("You may leave the page. The work goes on and you find it here."))


def show_published(load: Load, principal: Principal) -> None:
    """Say that the new build is on every page, and what was left out of it."""
    remove_received(load, principal)
    files = load_summary(load, principal)
    if _check_in_use(files, principal):
        words = _("**Done.** The new build is on every page.")
        st.success(words, icon=":material/check_circle:")
    else:
        st.info(_("The pages show another build now. The files below are not in use."))
    for file in files:
        count = ngettext("%(n)s row read in", "%(n)s rows read in", file["n_accepted"])
        with st.container(horizontal=True, vertical_alignment="center"):
            name = show_in_markdown(file["file_name"])
            st.markdown(f"**{name}** \u00b7 {count}", width="content")
            if file["n_rejected"]:
                offer_rejected(
                    load,
                    file_name=file["file_name"],
                    file_sha256=file["file_sha256"],
                    n_rejected=file["n_rejected"],
                )
    if st.button(_("Hand in more files"), type="primary", key="load.close"):
        remove_load(load, require(SECRETARIAT))
        st.query_params.pop("load", None)
        st.rerun()


def show_stopped(load: Load, principal: Principal) -> None:
    """Say why a load could not be read or published, and offer what can be done."""
    is_read = load.stage != UNREADABLE
    folder = load.folder if is_read else load.preview_folder
    result = load_result(folder)
    if result is None:
        st.rerun()
        return
    if is_read:
        _show_stages(load)
    complaint = read_complaint(folder)
    is_heavy = result.is_stopped or any(sign in complaint for sign in OUT_OF_MEMORY)
    words = show_failure(result.exit_code, is_stopped=is_heavy)
    st.error(words, icon=":material/error:")
    if is_read and Step(IMPORTING, "done") in load_steps(load.folder):
        st.caption(_("The files are read in already and come with the next build."))
    if complaint:
        with st.expander(_("The command's own words, in English")):
            st.markdown(show_in_markdown(complaint[-2000:], longest=2000))
    answers = load_answers(load, principal)
    if is_read and result.exit_code == PUBLISH_REFUSED:
        _offer_force(load)
    elif st.button(_("Try again"), type="primary", key="load.retry"):
        start = start_refresh if is_read else start_preview
        start(load, answers, require(SECRETARIAT))
        st.rerun()
    offer_giving_up(load)


def _check_in_use(files: Summary, principal: Principal) -> bool:
    """Tell whether the build on the pages is made from these files."""
    now = [each for each in find_kept_builds() if each.build_id == principal.build_id]
    return not now or all(file["file_sha256"] in now[0].file_names for file in files)


def _offer_force(load: Load) -> None:
    is_right = st.checkbox(_("It is right that so much vanishes."), key="load.vanishes")
    if st.button(
        _("Publish all the same"),
        type="primary",
        disabled=not is_right,
        key="load.force",
    ):
        principal = require(SECRETARIAT)
        answers = load_answers(load, principal)
        start_refresh(load, answers, principal, is_forced=True)
        st.rerun()


def _show_stages(load: Load) -> None:
    states = {step.name: step.state for step in load_steps(load.folder)}
    found = [_find_state([states.get(name) for name in names]) for _w, names in STAGES]
    n_done = found.count("done")
    now = found.index("started") if "started" in found else min(n_done, len(STAGES) - 1)
    text = _(
        "Step %(n)s of %(all)s: %(step)s",
        n=show_number(now + 1),
        all=show_number(len(STAGES)),
        step=_(STAGES[now][0]),
    )
    st.progress(n_done / len(STAGES), text=text)
    lines = (
        f"{MARKS[state]} {_(words)}"
        for state, (words, _names) in zip(found, STAGES, strict=True)
    )
    st.markdown("  \n".join(lines))


def _find_state(states: list[str | None]) -> str:
    if "failed" in states:
        return "failed"
    if all(state == "done" for state in states):
        return "done"
    return "started" if any(states) else "waiting"
