"""The list of open cases, one of them opened, and what they wait for."""

from dataclasses import replace

import polars as pl
import streamlit as st

from app.access import Principal
from app.charts.case_findings import (
    build_case_facts,
    build_finding_rows,
    build_own_deadlines,
    build_step_rows,
)
from app.charts.open_cases import (
    build_ball_sentence,
    build_case_rows,
)
from app.charts.spec import Footer, Row, Table
from app.components.chart import build_frame, show_footer
from app.components.download import offer_downloads
from app.components.escaping import show_in_markdown, show_text
from app.components.filters import offer_choice, write_choice
from app.components.page_header import show_empty_state
from app.components.paper import show_on_paper
from app.messages import _
from app.page_registry import PAGES
from app.queries.case_details import (
    fetch_case_deadlines,
    fetch_case_findings,
    fetch_case_regions,
    fetch_case_steps,
)
from app.queries.case_list import CaseChoice

LIST_KEY = "cases.list"
NO_CASE = "none"
PROFILE = "supplier_profile"
EVERY_CASE = CaseChoice()


def show_case_list(cases: pl.DataFrame, *, title: str, footer: Footer) -> None:
    """Show the list; a marked row opens the case.

    Args:
        cases: As from `fetch_case_list`, at least one row.
        title: The takeaway.
        footer: Where the figures come from.
    """
    table = build_case_rows(cases)
    st.subheader(show_in_markdown(title), anchor=False)
    st.markdown(show_in_markdown(build_ball_sentence(cases)))
    st.dataframe(
        build_frame(table),
        hide_index=True,
        placeholder="\u2013",
        key=LIST_KEY,
        on_select=lambda: _choose_marked(cases["case_id"].to_list()),
        selection_mode="single-row",
        alt=title,
    )
    show_on_paper("case_list", table)
    st.caption(
        _(
            "The most overdue first. Who acts next follows from the step; no source "
            "tells it. Mark a row to open the case."
        )
    )
    offer_downloads("case_list", title=title, table=table, footer=footer)
    show_footer(footer)


def offer_case(principal: Principal, cases: pl.DataFrame, *, footer: Footer) -> None:
    """Offer one case and show it: steps, deadlines, findings and regions.

    Args:
        principal: Whose rights.
        cases: Every open case that the reader may see, whatever the filters say.
        footer: Where the figures come from.
    """
    st.header(_("One case"), anchor=False)
    names = {
        NO_CASE: _("Choose a case"),
        **{
            row["case_id"]: f"{show_text(row['case_id'])}, "
            f"{show_text(row['supplier_name'])}"
            for row in cases.iter_rows(named=True)
        },
    }
    if st.query_params.get("case", NO_CASE) not in names:
        show_empty_state(
            _("The case in the address is not open, or is another region's."),
            _("Choose one of the open cases."),
        )
    picked = offer_choice("case", _("Case"), names)
    if picked is None or picked == NO_CASE:
        return
    case = cases.row(by_predicate=pl.col("case_id") == picked, named=True)
    _show_case(principal, case, footer)


def _show_case(principal: Principal, case: Row, footer: Footer) -> None:
    case_id = case["case_id"]
    footer = replace(footer, filters=case_id)
    st.subheader(show_in_markdown(case["supplier_name"]), anchor=False)
    if any(page.stem == PROFILE for page in PAGES):
        st.page_link(
            f"views/{PROFILE}.py",
            label=_("The supplier's page"),
            icon=":material/factory:",
            query_params={"supplier": case["supplier_id"]},
        )
    facts = build_case_facts(case, fetch_case_regions(principal, case_id))
    left, right = st.columns(2, gap="large")
    with left:
        for what, words in facts:
            st.markdown(
                f"**{show_in_markdown(what)}:** {show_in_markdown(words, longest=900)}"
            )
    with right:
        _show_part(
            _("Steps so far"),
            build_step_rows(fetch_case_steps(principal, case_id)),
            empty=_("No source tells of a step."),
        )
    deadlines = fetch_case_deadlines(principal, EVERY_CASE, case_id=case_id)
    _show_part(
        _("Deadlines"),
        build_own_deadlines(deadlines),
        empty=_("The case waits for nothing with a last day."),
    )
    findings = fetch_case_findings(principal, EVERY_CASE, case_id=case_id)
    table = build_finding_rows(findings)
    _show_part(_("Deviations"), table, empty=_("No approved report has a deviation."))
    if table.rows:
        title = _("Deviations in %(case_id)s", case_id=case_id)
        offer_downloads("case_findings", title=title, table=table, footer=footer)
    show_footer(footer)


def _show_part(title: str, table: Table, *, empty: str) -> None:
    st.markdown(f"**{show_in_markdown(title)}**")
    if table.rows:
        st.dataframe(
            build_frame(table), hide_index=True, placeholder="\u2013", alt=title
        )
    else:
        st.caption(empty)


def _choose_marked(case_ids: list[str]) -> None:
    marked = st.session_state[LIST_KEY].selection.rows
    if marked:
        write_choice("case", case_ids[marked[0]])
