"""A page of one area's goals: which to look at, how they stand, one of them in full."""

from dataclasses import dataclass, replace

import polars as pl
import streamlit as st

from app.access import Principal
from app.charts.goals import GoalCard, build_goal_cards, find_own_goals
from app.charts.kpi_line import Told
from app.charts.spec import Footer, Row
from app.charts.words import Period, build_period, find_last_full_year
from app.components.escaping import show_in_markdown
from app.components.filters import (
    Filters,
    find_category_names,
    find_place_names,
    find_plan_names,
    offer_choice,
    offer_filters,
)
from app.components.goal_board import show_attainment
from app.components.goal_rows import (
    show_card_link,
    show_folded_goals,
    show_goal_rows,
)
from app.components.kpi_focus import show_kpi_line, show_kpi_map, show_kpi_parts
from app.components.page_header import show_empty_state, show_page_header
from app.messages import _
from app.queries.builds import BuildFacts, build_footer
from app.queries.goals import GoalChoice, fetch_goal_trends, fetch_goals
from app.queries.kpi_figures import KpiChoice, fetch_kpi_years

N_COLUMNS = 3
WHOLE = "all"


@dataclass(frozen=True)
class AreaPage:
    """What a page of one area knows when its goals have been shown."""

    principal: Principal
    build: BuildFacts
    chosen: Filters
    choice: GoalChoice
    category_code: str
    goals: pl.DataFrame
    trends: pl.DataFrame
    period: Period
    place: str
    category: str
    footer: Footer
    kpi_id: str = ""

    def find_told(self, goal: Row) -> Told:
        """Find what the charts of one goal speak of."""
        return Told(
            goal=goal,
            period=self.period,
            place=self.place,
            is_whole=self.category_code == WHOLE,
            footer=self.footer,
            category=self.category,
        )

    def find_choice(self, kpi_id: str) -> KpiChoice:
        """Find which figures of a KPI the reader looks at."""
        return KpiChoice(
            kpi_id, self.choice.year, self.choice.place_code, self.category_code
        )


def show_area_page(
    stem: str, area_code: str, answers: str, *, principal: Principal
) -> AreaPage:
    """Show an area's goals and one of them in full; stop where there are none.

    Args:
        stem: The page's name in the register.
        area_code: The area whose goals are shown.
        answers: One translated line: what the reader finds out here.
        principal: Who reads.
    """
    page = load_page(stem, answers, principal)
    own = find_own_goals(page.goals, page.choice.place_code)
    goals = own.filter(pl.col("area_code") == area_code)
    if goals.is_empty():
        show_empty_state(
            _("The plan has no goals for this year and place."),
            _("Choose another year."),
        )
        st.stop()
    core = goals.filter(pl.col("class_code") == "core")
    show_attainment(goals if core.is_empty() else core)
    cards = build_goal_cards(goals, page.trends, year=page.choice.year)
    _show_rows(cards)
    kpi_id = offer_choice(
        "kpi", _("Goal in full"), {card.kpi_id: card.name for card in cards}
    )
    page = replace(page, kpi_id=str(kpi_id))
    show_kpi_in_full(page, page.kpi_id)
    return page


def show_kpi_in_full(page: AreaPage, kpi_id: str) -> None:
    """Show one KPI: definition, line, forecast, parts and map."""
    goal = find_goal(page, kpi_id)
    told, choice = page.find_told(goal), page.find_choice(kpi_id)
    st.header(show_in_markdown(goal["kpi_name"]), anchor=False)
    st.caption(show_in_markdown(goal["definition"], longest=2000))
    show_card_link(kpi_id)
    main, aside = st.columns([4, 3], gap="large")
    with main:
        show_kpi_line(page.principal, choice, told, find_years(page, kpi_id))
        show_kpi_parts(page.principal, choice, told)
    with aside:
        if "place" in str(goal["splits"]).split():
            show_kpi_map(page.principal, choice, told)
        note = show_in_markdown(goal["data_quality_note"], longest=2000)
        st.caption(f"**{_('Mind this')}** {note}")


def find_goal(page: AreaPage, kpi_id: str) -> Row:
    """Find the row of one goal."""
    return page.goals.row(by_predicate=pl.col("kpi_id") == kpi_id, named=True)


def find_years(page: AreaPage, kpi_id: str) -> pl.DataFrame:
    """Find a KPI's years with their targets, or those of the chosen category."""
    if page.category_code == WHOLE:
        return page.trends.filter(pl.col("kpi_id") == kpi_id)
    years = fetch_kpi_years(page.principal, page.find_choice(kpi_id))
    return years.with_columns(target=pl.lit(None, dtype=pl.Float64))


def load_page(stem: str, answers: str, principal: Principal) -> AreaPage:
    """Show the top of a page of goals and its filters; stop where there are none.

    Args:
        stem: The page's name in the register.
        answers: One translated line: what the reader finds out here.
        principal: Who reads.
    """
    build = show_page_header(stem, answers, principal=principal)
    chosen = offer_filters(
        principal,
        "plan",
        "year",
        "place",
        "category",
        default_year=find_last_full_year(build.data_on),
    )
    if chosen.plan_code is None or chosen.year is None or chosen.place_code is None:
        show_empty_state(
            _("There are no goals to show."),
            _("Run `malbild refresh` when exports have been received."),
        )
        st.stop()
    choice = GoalChoice(chosen.plan_code, chosen.year, chosen.place_code)
    category_code = chosen.category_code or WHOLE
    place = find_place_names(principal)[choice.place_code].strip()
    category = find_category_names(principal)[category_code]
    where = f"{place} \u00b7 {category}"
    plan = find_plan_names(principal)[choice.plan_code]
    return AreaPage(
        principal=principal,
        build=build,
        chosen=chosen,
        choice=choice,
        category_code=category_code,
        goals=fetch_goals(principal, choice),
        trends=fetch_goal_trends(principal, choice),
        period=build_period(choice.year, build.data_on),
        place=where,
        category=category,
        footer=build_footer(
            build,
            source=_("the programme's follow-up system and registers"),
            filters=f"{where} \u00b7 {plan} \u00b7 {choice.year}",
            terms_code="aggregates",
        ),
    )


def _show_rows(cards: tuple[GoalCard, ...]) -> None:
    core = [card for card in cards if card.class_code == "core"]
    per_column = -(-len(core) // N_COLUMNS) if core else 0
    if core:
        for at, box in enumerate(st.columns(N_COLUMNS)):
            with box:
                first = at * per_column
                show_goal_rows(core[first : first + per_column], is_choice=True)
    show_folded_goals(cards, is_choice=True)
