"""Open a saved report, and see which versions of it there are."""

from collections.abc import Sequence

import streamlit as st

from app.access import Principal
from app.charts.plan_states import ROLE_WORDS
from app.charts.spec import Table
from app.components.chart import build_frame
from app.components.escaping import build_distinct, show_in_markdown, show_text
from app.components.paper import show_on_paper
from app.components.report_draft import remove_saved, start_opening
from app.formatting import show_date, show_moment
from app.messages import _
from app.store.report_definitions import (
    SavedReport,
    fetch_saved_reports,
    fetch_versions,
)
from app.store.report_runs import ReportRun

OPEN = "report.open"


def offer_saved(principal: Principal, opened: SavedReport | None) -> None:
    """Offer the saved reports, and tell which one is open.

    Args:
        principal: Whose reports.
        opened: The version that is laid out on the page.
    """
    saved = fetch_saved_reports(principal)
    if not saved:
        return
    names = build_distinct({each.version_id: build_name(each) for each in saved})
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Saved reports"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder=_("Begin with one of those"),
            key="report.chosen",
            width=520,
        )
        is_asked = st.button(_("Open report"), icon=":material/folder_open:", key=OPEN)
    if is_asked and chosen is None:
        st.info(_("Choose one of the saved reports first."))
    elif is_asked:
        start_opening(str(chosen))
        st.rerun()
    if opened is not None:
        _show_opened(opened)


def build_name(saved: SavedReport) -> str:
    """Build what a version is called in lists: plain text."""
    return show_text(
        _(
            "%(name)s, version %(version)s, %(moment)s",
            name=saved.name,
            version=str(saved.version),
            moment=show_moment(saved.written_at),
        )
    )


def show_versions(
    opened: SavedReport, runs: Sequence[ReportRun], principal: Principal
) -> None:
    """Show every version of the open report, and offer to open an older one."""
    versions = fetch_versions(opened.definition_id, principal)
    table = _build_versions(versions, runs)
    with st.expander(_("Versions and when they were made")):
        st.dataframe(
            build_frame(table),
            hide_index=True,
            placeholder="\u2013",
            alt=_("Versions of the report"),
        )
        show_on_paper("versions", table)
        for each in versions:
            if each != opened and st.button(
                _("Open version %(version)s", version=str(each.version)),
                key=f"report.version.{each.version_id}",
            ):
                start_opening(each.version_id)
                st.rerun()


def _build_versions(
    versions: Sequence[SavedReport], runs: Sequence[ReportRun]
) -> Table:
    made = {run.version_id: show_date(run.data_on) for run in reversed(runs)}
    return Table(
        headings=(
            *(_("Version"), _("Name"), _("Saved"), _("By")),
            _("Last made of data as of"),
        ),
        rows=tuple(
            (
                each.version,
                each.name,
                show_moment(each.written_at),
                _(ROLE_WORDS[each.author.role_code]),
                made.get(each.version_id),
            )
            for each in versions
        ),
    )


def _show_opened(opened: SavedReport) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            _(
                "**%(name)s** is open: version %(version)s, saved %(moment)s. %(who)s "
                "wrote it.",
                name=show_in_markdown(opened.name),
                version=str(opened.version),
                moment=show_in_markdown(show_moment(opened.written_at)),
                who=_(ROLE_WORDS[opened.author.role_code]),
            ),
            width="content",
        )
        if st.button(_("Close the report"), key="report.close", type="tertiary"):
            remove_saved()
            st.rerun()
