"""How the goals stand one plan year, and what needs attention."""

import polars as pl
import streamlit as st

from app.access import require
from app.charts.attention import build_attention, build_change_sentence
from app.charts.goals import (
    build_attainment_title,
    build_goal_cards,
    build_goal_table,
    find_own_goals,
)
from app.charts.words import find_last_full_year
from app.components.chart import show_footer, show_table
from app.components.filters import find_place_names, find_plan_names, offer_filters
from app.components.goal_board import (
    show_attainment,
    show_attention,
    show_goal_board,
    show_other_goals,
)
from app.components.goal_comments import show_goal_comments
from app.components.page_header import show_empty_state, show_page_header
from app.messages import _
from app.page_registry import find_page
from app.queries.builds import build_footer
from app.queries.forecasts import fetch_changed_count
from app.queries.goals import (
    GoalChoice,
    fetch_goal_trends,
    fetch_goals,
    fetch_missing_regions,
)
from app.queries.open_cases import fetch_open_case_totals

principal = require(*find_page("overview").roles)
head, aside = st.columns([6, 7], vertical_alignment="bottom")
with head:
    build = show_page_header(
        "overview",
        _("Which of the plan's goals are met, and what needs attention?"),
        principal=principal,
    )
with aside:
    chosen = offer_filters(
        principal,
        "plan",
        "year",
        "place",
        default_year=find_last_full_year(build.data_on),
        widths=(5, 3, 4),
    )
if chosen.plan_code is None or chosen.year is None or chosen.place_code is None:
    show_empty_state(
        _("There are no goals to show."),
        _("Run `malbild refresh` when exports have been received."),
    )
    st.stop()

choice = GoalChoice(chosen.plan_code, chosen.year, chosen.place_code)
goals = find_own_goals(fetch_goals(principal, choice), choice.place_code)
trends = fetch_goal_trends(principal, choice)
missing = fetch_missing_regions(principal, choice)
cases = fetch_open_case_totals(principal, place_code=choice.place_code)
if goals.is_empty():
    show_empty_state(
        _("The plan has no goals for this year and place."), _("Choose another year.")
    )
    st.stop()

cards = build_goal_cards(goals, trends, year=choice.year)
core = goals.filter(pl.col("class_code") == "core")
show_attainment(core)
show_attention(
    principal,
    build_attention(goals, missing, cases),
    build_change_sentence(fetch_changed_count(principal)),
)
show_goal_board(goals, cards)
show_other_goals(cards)

footer = build_footer(
    build,
    source=_("the programme's follow-up system and registers"),
    filters=_(
        "%(place)s, %(plan)s, %(year)s",
        place=find_place_names(principal)[choice.place_code],
        plan=find_plan_names(principal)[choice.plan_code],
        year=choice.year,
    ),
    terms_code="aggregates",
)
show_footer(footer)
show_table(
    "goals",
    title=build_attainment_title(core),
    table=build_goal_table(cards),
    footer=footer,
)
show_goal_comments(
    principal,
    period_year=choice.year,
    place_code=choice.place_code,
    goal_names={card.kpi_id: card.name for card in cards},
)
