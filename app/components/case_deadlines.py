"""What open cases wait for: deadlines, severe deviations, and deviations by grade."""

import streamlit as st

from app.access import Principal
from app.charts.case_findings import (
    build_grade_rows,
    build_grade_title,
    build_severe_rows,
    build_severe_title,
)
from app.charts.open_cases import build_deadline_rows, build_deadline_title
from app.charts.spec import Footer
from app.components.case_files import offer_calendar
from app.components.chart import show_list
from app.components.page_header import show_empty_state
from app.messages import _
from app.queries.builds import BuildFacts
from app.queries.case_details import (
    fetch_case_deadlines,
    fetch_case_findings,
    fetch_finding_counts,
)
from app.queries.case_list import CaseChoice


def show_deadlines(
    principal: Principal, choice: CaseChoice, *, build: BuildFacts, footer: Footer
) -> None:
    """Show the deadlines of the chosen cases and their calendar file."""
    deadlines = fetch_case_deadlines(principal, choice)
    if deadlines.is_empty():
        show_empty_state(
            _("No deadline runs."), _("The chosen cases wait for no set day.")
        )
        return
    show_list(
        "case_deadlines",
        title=build_deadline_title(deadlines),
        table=build_deadline_rows(deadlines),
        footer=footer,
    )
    offer_calendar(principal, choice, build=build)


def show_severe(principal: Principal, choice: CaseChoice, *, footer: Footer) -> None:
    """Show the severe deviations of open cases with their two weeks, if any."""
    severe = fetch_case_findings(principal, choice, grade_code="severe")
    if severe.is_empty():
        return
    show_list(
        "severe_findings",
        title=build_severe_title(severe),
        table=build_severe_rows(severe),
        footer=footer,
    )
    st.caption(
        _(
            "Two weeks to report a severe deviation is a default in brackets in the "
            "contract clause, assumed here to hold in every contract."
        )
    )


def show_grades(principal: Principal, choice: CaseChoice, *, footer: Footer) -> None:
    """Show how many deviations of each grade are left in open cases, if any."""
    counts = fetch_finding_counts(principal, choice)
    if counts.is_empty():
        return
    show_list(
        "findings_by_grade",
        title=build_grade_title(counts),
        table=build_grade_rows(counts),
        footer=footer,
    )
