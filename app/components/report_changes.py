"""What a saved report says that it did not say when it was last made."""

import streamlit as st

from app.access import Principal
from app.components.escaping import show_in_markdown
from app.components.report_preview import show_block
from app.formatting import show_date, show_moment
from app.messages import _
from app.reports.figures_told import (
    ToldFigure,
    build_change_section,
    find_told_figures,
)
from app.reports.report import Report
from app.store.report_runs import ReportRun

ALONG = "report.changes_along"


def find_earlier(runs: tuple[ReportRun, ...], principal: Principal) -> ReportRun | None:
    """Find the newest run of another build; None where there is none."""
    return next((run for run in runs if run.build_id != principal.build_id), None)


def show_changes(
    report: Report, runs: tuple[ReportRun, ...], principal: Principal
) -> ReportRun | None:
    """Show what has changed since the last run, and offer to take that along.

    Args:
        report: As it is now.
        runs: The open report's runs by this reader's role, the newest first.
        principal: Who reads.

    Returns:
        The run to compare with in the file; None when the reader does not want it.
    """
    earlier = find_earlier(runs, principal)
    if earlier is None:
        if runs:
            st.caption(
                _(
                    "The report was made %(moment)s of this same data.",
                    moment=show_in_markdown(show_moment(runs[0].written_at)),
                )
            )
        return None
    before = tuple(ToldFigure(**figure) for figure in earlier.figures)
    section = build_change_section(
        before, find_told_figures(report), footer=report.footer
    )
    told = _(
        "Last made %(moment)s, of data as of %(day)s",
        moment=show_moment(earlier.written_at),
        day=show_date(earlier.data_on),
    )
    with st.container(border=True):
        st.markdown(f"**{show_in_markdown(section.heading)}**")
        st.caption(show_in_markdown(told))
        for block in section.blocks:
            show_block(block)
        is_along = st.checkbox(
            _("The changes come first in the file"), value=True, key=ALONG
        )
    return earlier if is_along else None
