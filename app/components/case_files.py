"""Files about cases: deadlines as a calendar, and what the system support sends out."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from app.access import REGION, SECRETARIAT, Principal
from app.charts.dispatch import build_dispatch_sentence, build_dispatch_table
from app.components.case_calendar import write_calendar
from app.components.download import offer_checked_file
from app.components.escaping import show_in_markdown
from app.components.made_files import build_file_name
from app.messages import _
from app.queries.builds import BuildFacts
from app.queries.case_details import fetch_case_deadlines
from app.queries.case_list import CaseChoice
from app.queries.dispatch import ToSend, fetch_dispatch_lines
from app.reports.file_kinds import XLSX_MIME
from app.reports.table_files import build_csv, build_xlsx

#: Those who follow up; the steering group has the list on the page.
CALENDAR_ROLES = (SECRETARIAT, REGION)


def offer_calendar(
    principal: Principal, choice: CaseChoice, *, build: BuildFacts
) -> None:
    """Show a button for the chosen cases' deadlines as a calendar file.

    Args:
        principal: Who reads; without a follow-up role there is no button.
        choice: Which cases.
        build: The build that the deadlines are of.
    """
    if principal.role_code not in CALENDAR_ROLES:
        return
    offer_checked_file(
        _("Deadlines as a calendar (ICS)"),
        file_name=_find_file_name("deadlines", "ics", build.build_id),
        mime="text/calendar",
        build=partial(_write_calendar, choice, build),
        roles=CALENDAR_ROLES,
        key="download.deadlines.ics",
    )


def offer_dispatch(
    principal: Principal, wanted: tuple[ToSend, ...], *, build_id: str
) -> None:
    """Show what there is to send out and its file, without a word about the file in it.

    The system support reads the headings in the first row.

    Args:
        principal: Who reads, the secretariat.
        wanted: What to send, at least one.
        build_id: The build that contracts and suppliers are of.
    """
    lines = fetch_dispatch_lines(principal, wanted)
    n_wanted = len({each.supplier_id for each in wanted})
    sentence = build_dispatch_sentence(lines, n_wanted=n_wanted)
    st.markdown(show_in_markdown(sentence, longest=500))
    with st.container(horizontal=True):
        for ending, mime, write in (
            ("csv", "text/csv", build_csv),
            ("xlsx", XLSX_MIME, build_xlsx),
        ):
            offer_checked_file(
                _("Dispatch list (%(ending)s)", ending=ending.upper()),
                file_name=_find_file_name("dispatch", ending, build_id),
                mime=mime,
                build=partial(_write_dispatch, write, wanted),
                roles=(SECRETARIAT,),
                key=f"download.dispatch.{ending}",
            )


def _find_file_name(name: str, ending: str, build_id: str) -> str:
    # Kept for the session: a new name on every run would redraw the button.
    key = f"file.{name}.{ending}.{build_id}"
    new_name = build_file_name(name, ending, build_id=build_id)
    return st.session_state.setdefault(key, new_name)


def _write_calendar(
    choice: CaseChoice, build: BuildFacts, principal: Principal
) -> bytes:
    return write_calendar(fetch_case_deadlines(principal, choice), build)


def _write_dispatch(
    write: Callable[..., bytes], wanted: tuple[ToSend, ...], principal: Principal
) -> bytes:
    return write((), build_dispatch_table(fetch_dispatch_lines(principal, wanted)))
