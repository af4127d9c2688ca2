"""One KPI in full: what it is, how it is judged, and everything its figures rest on."""

from dataclasses import replace

import polars as pl
import streamlit as st

from app.access import require
from app.charts.kpi_line import Told, build_forecast_sentence, build_kpi_line
from app.charts.words import build_period, find_last_full_year
from app.components.chart import show_chart
from app.components.escaping import show_in_markdown
from app.components.filters import find_place_names, find_plan_names, offer_filters
from app.components.goal_card import show_judgement, show_region_comparison, show_texts
from app.components.kpi_comments import build_annotated, show_kpi_comments
from app.components.kpi_evidence import (
    show_checks,
    show_revisions,
    show_sources,
    show_sql,
    show_targets,
)
from app.components.kpi_search import offer_kpi
from app.components.page_header import show_empty_state, show_page_header
from app.messages import _, language
from app.page_registry import find_page
from app.queries.builds import build_footer
from app.queries.forecasts import fetch_forecast_accuracy
from app.queries.goal_card import fetch_kpi, fetch_standing
from app.queries.goals import GoalChoice, fetch_goal_trends, fetch_goals
from app.queries.kpi_figures import KpiChoice, fetch_kpi_breaks
from app.store.goal_comments import fetch_kpi_comments

principal = require(*find_page("goal_card").roles)
build = show_page_header(
    "goal_card",
    _("What does a key figure mean, how is it judged and what does it rest on?"),
    principal=principal,
)
kpi_id = offer_kpi(principal)
if kpi_id is None:
    show_empty_state(
        _("No key figure holds those words."), _("Use fewer or other words.")
    )
    st.stop()
chosen = offer_filters(
    principal, "plan", "year", "place", default_year=find_last_full_year(build.data_on)
)
kpi = fetch_kpi(principal, kpi_id).row(0, named=True)
st.header(show_in_markdown(kpi[f"kpi_name_{language()}"]), anchor=False)
show_texts(kpi)
if chosen.plan_code is None or chosen.year is None or chosen.place_code is None:
    show_empty_state(
        _("There are no goals to show."),
        _("Run `malbild refresh` when exports have been received."),
    )
    st.stop()

choice = GoalChoice(chosen.plan_code, chosen.year, chosen.place_code)
place = find_place_names(principal)[choice.place_code].strip()
plan = find_plan_names(principal)[choice.plan_code]
footer = build_footer(
    build,
    source=_("the programme's follow-up system and registers"),
    filters=f"{place} \u00b7 {plan} \u00b7 {choice.year}",
    terms_code="aggregates",
)
goals = fetch_goals(principal, choice).filter(pl.col("kpi_id") == kpi_id)
comments = fetch_kpi_comments(kpi_id, place_code=choice.place_code, principal=principal)
if goals.is_empty():
    show_empty_state(
        _("The plan does not have this goal for the year and place."),
        _("Choose another plan, year or place."),
    )
else:
    goal = goals.row(0, named=True)
    main, aside = st.columns([4, 3], gap="large")
    with main:
        told = Told(
            goal=goal,
            period=build_period(choice.year, build.data_on),
            place=place,
            is_whole=True,
            footer=footer,
        )
        years = fetch_goal_trends(principal, choice).filter(pl.col("kpi_id") == kpi_id)
        breaks = fetch_kpi_breaks(principal, kpi_id)["broken_on"].to_list()
        line = replace(build_kpi_line(told, years, breaks), name="goal_card_by_year")
        show_chart(build_annotated(line, comments))
        accuracy = fetch_forecast_accuracy(principal, kpi_id)
        st.markdown(
            show_in_markdown(build_forecast_sentence(goal, accuracy), longest=2000)
        )
    with aside:
        st.subheader(_("How it is judged"), anchor=False)
        standing = fetch_standing(principal, kpi_id, choice)
        show_judgement(standing.row(0, named=True), goal)
        st.subheader(_("Comments"), anchor=False)
        show_kpi_comments(
            comments,
            principal=principal,
            kpi_id=kpi_id,
            period_year=choice.year,
            place_code=choice.place_code,
        )
    st.header(_("The regions on equal terms"), anchor=False)
    show_region_comparison(
        principal, KpiChoice(kpi_id, choice.year, choice.place_code, "all"), told
    )

st.header(_("What the figure rests on"), anchor=False)
unit_code = str(kpi["unit_code"])
show_targets(principal, kpi_id, unit_code=unit_code, footer=footer)
show_revisions(
    principal, kpi_id, place_code=choice.place_code, unit_code=unit_code, footer=footer
)
show_sources(principal, kpi_id, footer=footer)
st.subheader(_("Checks and their outcome"), anchor=False)
show_checks(principal, kpi_id)
show_sql(principal, kpi_id)
