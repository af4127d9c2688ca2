"""The academy: diplomas, calendar, new people and calibration."""

from dataclasses import replace

import polars as pl
import streamlit as st

from app.charts.academy import (
    build_calendar,
    build_diploma_flow,
    build_diploma_table,
)
from app.charts.goals import build_goal_cards
from app.components.area_page import AreaPage
from app.components.chart import show_chart, show_list
from app.components.kpi_card import show_goal
from app.components.page_header import show_empty_state
from app.messages import _
from app.queries.academy import fetch_diploma_steps, fetch_training_calendar

NEW_PEOPLE = ("KPI-12-12", "KPI-12-13")
CALIBRATION = ("KPI-12-10", "KPI-12-11", "KPI-112-06")


def show_diploma_steps(page: AreaPage) -> None:
    """Show the way to the diploma in the chosen place, and in every place."""
    steps = fetch_diploma_steps(page.principal, year=page.choice.year)
    here = steps.filter(pl.col("place_code") == page.choice.place_code)
    st.header(_("The way to the diploma"), anchor=False)
    if here.is_empty():
        show_empty_state(
            _("No coordinator is in role here this year."),
            _("Choose another place or year."),
        )
        return
    year = page.choice.year
    place = here["place_name"][0]
    left, right = st.columns([2, 3], gap="large")
    with left:
        show_chart(build_diploma_flow(here, place=place, year=year, footer=page.footer))
    with right:
        show_list(
            "diploma_steps_by_place",
            title=_("Every place, step by step"),
            table=build_diploma_table(steps),
            footer=page.footer,
        )


def show_calendar(page: AreaPage) -> None:
    """Show the year's occasions against the yearly numbers."""
    st.header(_("The academy's calendar"), anchor=False)
    year = page.choice.year
    occasions = fetch_training_calendar(page.principal, year=year)
    if occasions.is_empty():
        show_empty_state(
            _("No training is registered for the year."), _("Choose another year.")
        )
        return
    footer = replace(page.footer, filters=str(year))
    show_chart(build_calendar(occasions, page.goals, year=year, footer=footer))


def show_coverage(page: AreaPage) -> None:
    """Show how new people are met, and how alike auditors judge."""
    left, right = st.columns(2, gap="large")
    with left:
        st.header(_("New people"), anchor=False)
        _show_goals(page, NEW_PEOPLE)
    with right:
        st.header(_("Calibration"), anchor=False)
        _show_goals(page, CALIBRATION)


def _show_goals(page: AreaPage, kpi_ids: tuple[str, ...]) -> None:
    goals = page.goals.filter(pl.col("kpi_id").is_in(kpi_ids))
    for card in build_goal_cards(goals, page.trends, year=page.choice.year):
        show_goal(card, is_wide=True)
