"""What a KPI's figures rest on: its sources, its checks, its SQL, its revisions."""

import polars as pl
import streamlit as st

from app.access import Principal
from app.charts.kpi_steps import build_revision_table, build_target_table
from app.charts.source_words import show_source
from app.charts.spec import Cell, Footer, Table
from app.components.chart import build_frame, show_list
from app.components.page_header import show_empty_state
from app.messages import N_, _, ngettext
from app.queries.kpi_evidence import (
    fetch_kpi_checks,
    fetch_kpi_sources,
    fetch_kpi_sql,
    fetch_revisions,
    fetch_targets,
)

CHECK_STATUSES = {
    "passed": N_("Passed"),
    "warned": N_("Warned"),
    "failed": N_("Failed"),
    "not_run": N_("Run when the product is made"),
}
CHECK_SCOPES = {
    "figure": N_("This figure"),
    "all_figures": N_("Every key figure"),
    "upstream": N_("What it is made from"),
}


def show_targets(
    principal: Principal, kpi_id: str, *, unit_code: str, footer: Footer
) -> None:
    """Show the targets of every plan and year with the decision behind each."""
    targets = fetch_targets(principal, kpi_id)
    if targets.is_empty():
        show_empty_state(
            _("No plan has a target for this figure."), _("It is followed anyway.")
        )
        return
    show_list(
        "kpi_targets",
        title=_("Targets and the decision behind each"),
        table=build_target_table(targets, unit_code),
        footer=footer,
    )


def show_revisions(
    principal: Principal,
    kpi_id: str,
    *,
    place_code: str,
    unit_code: str,
    footer: Footer,
) -> None:
    """Show the figures that changed after they were published."""
    revisions = fetch_revisions(principal, kpi_id, place_code=place_code)
    if revisions.is_empty():
        st.markdown(_("No published figure has changed afterwards."))
        return
    show_list(
        "kpi_revisions",
        title=ngettext(
            "%(n)s published figure has changed afterwards",
            "%(n)s published figures have changed afterwards",
            revisions.height,
        ),
        table=build_revision_table(revisions, unit_code),
        footer=footer,
    )


def show_sources(principal: Principal, kpi_id: str, *, footer: Footer) -> None:
    """Show the received tables that a KPI is made from, with their data dates."""
    sources = fetch_kpi_sources(principal, kpi_id)
    if sources.is_empty():
        show_empty_state(
            _("The build has not kept which sources the figure has."),
            _("Run `malbild refresh`."),
        )
        return
    show_list(
        "kpi_sources",
        title=_("Sources and their data dates"),
        table=_build_source_table(sources),
        footer=footer,
    )


def show_checks(principal: Principal, kpi_id: str) -> None:
    """Show the checks that hold a KPI's figures and how they went in this build."""
    checks = fetch_kpi_checks(principal, kpi_id)
    if checks.is_empty():
        show_empty_state(
            _("The build has not kept any checks of the figure."),
            _("Run `malbild refresh`."),
        )
        return
    counts = dict(checks["status_code"].value_counts().iter_rows())
    st.markdown(
        " \u00b7 ".join(
            f"{_(words)}: {counts[code]}"
            for code, words in CHECK_STATUSES.items()
            if code in counts
        )
    )
    with st.expander(_("Every check, with its own words in English")):
        statuses = {code: _(words) for code, words in CHECK_STATUSES.items()}
        scopes = {code: _(words) for code, words in CHECK_SCOPES.items()}
        rows: list[tuple[Cell, ...]] = [
            (
                statuses[row["status_code"]],
                scopes[row["scope_code"]],
                row["check_name"].replace("_", " "),
                row["description"],
                row["checked_model"],
            )
            for row in checks.iter_rows(named=True)
        ]
        headings = (
            *(_("Outcome"), _("Holds for"), _("Check"), _("Asks for")),
            _("Model"),
        )
        frame = build_frame(Table(headings, tuple(rows)))
        st.dataframe(frame, hide_index=True, alt=_("Checks of the figure"))


def show_sql(principal: Principal, kpi_id: str) -> None:
    """Show the SQL that made the KPI, as the build ran it."""
    sql = fetch_kpi_sql(principal, kpi_id)
    if not sql:
        show_empty_state(
            _("The build has not kept the SQL of the figure."),
            _("Run `malbild refresh`."),
        )
        return
    with st.expander(_("The SQL that made the figure")):
        st.code(sql, language="sql", wrap_lines=True)


def _build_source_table(sources: pl.DataFrame) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            show_source(row["source_name"], row["table_name"]),
            _find_state(
                is_reference=row["is_reference"], is_delivered=row["is_delivered"]
            ),
            row["data_on"],
            row["n_accepted"],
            row["n_rejected"],
        )
        for row in sources.iter_rows(named=True)
    ]
    headings = (
        *(_("Source"), _("State"), _("Data as of"), _("Rows accepted")),
        _("Rows rejected"),
    )
    return Table(headings, tuple(rows))


def _find_state(*, is_reference: bool, is_delivered: bool) -> str:
    if is_reference:
        return _("Comes with the product")
    return _("Delivered") if is_delivered else _("Not delivered")
