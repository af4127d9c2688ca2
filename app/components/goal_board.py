"""The goals of a plan under their areas, and what needs attention."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from app.access import Principal
from app.charts.goal_words import AREA_NAMES, CLASS_NAMES, SHOWN_UNDER
from app.charts.goals import (
    GoalCard,
    build_attainment_title,
    build_status_counts,
)
from app.components.escaping import show_in_markdown
from app.components.goal_rows import show_goal_rows
from app.components.kpi_card import build_status
from app.components.plan_attention import show_newest_plan
from app.formatting import show_number
from app.messages import _

# Of an area with more goals than this the rows stand in two columns.
LONGEST_COLUMN = 9


def show_attainment(goals: pl.DataFrame) -> None:
    """Show "x of y goals met" and how the others stand, on one line."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        title = build_attainment_title(goals)
        st.header(show_in_markdown(title), anchor=False, width="content")
        for status_code, words in build_status_counts(goals):
            st.markdown(build_status(status_code, words), width="content")


def show_goal_board(goals: pl.DataFrame, cards: Sequence[GoalCard]) -> None:
    """Show the strategy's own goals, the areas beside each other.

    Args:
        goals: As from `fetch_goals`.
        cards: The same goals, in the same order.
    """
    areas = _find_areas([card for card in cards if card.class_code == "core"])
    widths = [1 + (len(found) > LONGEST_COLUMN) for found in areas.values()]
    boxes = st.columns(widths or 1, gap="small")
    for box, (area_code, found) in zip(boxes, areas.items(), strict=False):
        with box:
            ids = [card.kpi_id for card in found]
            _show_area(area_code, goals.filter(pl.col("kpi_id").is_in(ids)), found)


def show_other_goals(cards: Sequence[GoalCard]) -> None:
    """Show supporting goals and those beyond the strategy, folded, area by area."""
    for class_code, name in CLASS_NAMES.items():
        chosen = [card for card in cards if card.class_code == class_code]
        if class_code == "core" or not chosen:
            continue
        areas = _find_areas(chosen)
        label = f"{_(name)} ({show_number(len(chosen))})"
        with st.expander(label, key=f"unfold_{class_code}"):
            for box, (area_code, found) in zip(
                st.columns(len(areas)), areas.items(), strict=True
            ):
                with box:
                    st.markdown(f"**{_(AREA_NAMES[area_code])}**")
                    show_goal_rows(found)


def show_attention(principal: Principal, sentences: Sequence[str], change: str) -> None:
    """Show what needs somebody's attention, and the ways to the plan and to changes.

    Args:
        principal: Who reads.
        sentences: As from `build_attention`.
        change: How many published figures the build has changed.
    """
    with st.container(border=True, key="attention", gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader(_("Needs attention"), anchor=False, width="stretch")
            show_newest_plan(principal)
            st.page_link(
                "views/load_history.py",
                label=show_in_markdown(change),
                icon=":material/history:",
                width="content",
            )
        if not sentences:
            st.markdown(_("Nothing stands out in this selection."))
        st.markdown(
            "\n".join(f"- {show_in_markdown(each, longest=1000)}" for each in sentences)
        )


def _find_areas(cards: Sequence[GoalCard]) -> dict[str, list[GoalCard]]:
    """Find each area's goals, the areas in the plan's order."""
    areas: dict[str, list[GoalCard]] = {}
    for card in cards:
        shown_under = SHOWN_UNDER.get(card.area_code, card.area_code)
        areas.setdefault(shown_under, []).append(card)
    return areas


def _show_area(area_code: str, goals: pl.DataFrame, cards: list[GoalCard]) -> None:
    counts = [build_attainment_title(goals)]
    counts += [words for _code, words in build_status_counts(goals)]
    with st.container(key=f"area_{area_code}", gap=None):
        st.subheader(_(AREA_NAMES[area_code]), anchor=False)
        st.caption(show_in_markdown(" \u00b7 ".join(counts)))
    if len(cards) <= LONGEST_COLUMN:
        show_goal_rows(cards)
        return
    half = -(-len(cards) // 2)
    for box, part in zip(
        st.columns(2, gap="small"), (cards[:half], cards[half:]), strict=True
    ):
        with box:
            show_goal_rows(part)
