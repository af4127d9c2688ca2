"""Whom the results reach: one small chart per KPI that tells of it."""

from dataclasses import replace

import streamlit as st

from app.charts.reach import build_reach_table, build_reach_title
from app.components.area_page import AreaPage, find_goal, find_years
from app.components.chart import show_list
from app.components.escaping import show_in_markdown
from app.components.kpi_focus import show_kpi_line, show_kpi_split
from app.messages import _
from app.queries.reach import fetch_result_reach

# What is shown of each KPI: its years, or a split.
YEARS = "years"
SHOWN = (
    ("KPI-13-01", "channel"),
    ("KPI-13-04", YEARS),
    ("KPI-13-03", YEARS),
    ("KPI-13-08", "category"),
    ("KPI-13-07", "category"),
    ("KPI-13-05", "category"),
)


def show_reach(page: AreaPage) -> None:
    """Show what is published and read, news by channel, visitors and newsletters."""
    known = set(page.goals["kpi_id"])
    st.header(_("Whom the results reach"), anchor=False)
    _show_published(page)
    boxes = st.columns(2, gap="large")
    shown = [(kpi_id, split) for kpi_id, split in SHOWN if kpi_id in known]
    for at, (kpi_id, split) in enumerate(shown):
        with boxes[at % 2]:
            _show_one(page, kpi_id, split)


def _show_published(page: AreaPage) -> None:
    rows = fetch_result_reach(page.principal, year=page.choice.year)
    if rows.is_empty():
        return
    country = _("The whole country")
    show_list(
        "result_reach",
        title=build_reach_title(rows, year=page.choice.year),
        table=build_reach_table(rows),
        footer=replace(page.footer, filters=f"{country} \u00b7 {page.choice.year}"),
    )
    st.caption(
        _(
            "Within 90 days is counted of the follow-ups that were closed in the year. "
            "Views and downloads are of the web pages with results."
        )
    )


def _show_one(page: AreaPage, kpi_id: str, split: str) -> None:
    goal = find_goal(page, kpi_id)
    # The goal may also be the one that is shown in full above.
    told = replace(page.find_told(goal), suffix="_reach")
    choice = page.find_choice(kpi_id)
    st.subheader(show_in_markdown(goal["kpi_name"]), anchor=False)
    if split == YEARS:
        show_kpi_line(page.principal, choice, told, find_years(page, kpi_id))
    else:
        show_kpi_split(page.principal, choice, told, split_code=split)
