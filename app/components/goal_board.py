"""The goals of a plan under their areas, and what needs attention."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from app.charts.goal_words import AREA_NAMES, SHOWN_UNDER
from app.charts.goals import (
    GoalCard,
    build_attainment_title,
    build_status_counts,
)
from app.components.escaping import show_in_markdown
from app.components.goal_rows import show_folded_goals, show_goal_rows
from app.components.kpi_card import build_status
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
    """Show the areas beside each other, the strategy's own goals first.

    Args:
        goals: As from `fetch_goals`.
        cards: The same goals, in the same order.
    """
    areas: dict[str, list[GoalCard]] = {}
    for card in cards:
        shown_under = SHOWN_UNDER.get(card.area_code, card.area_code)
        areas.setdefault(shown_under, []).append(card)
    core = {
        area_code: [card for card in in_area if card.class_code == "core"]
        for area_code, in_area in areas.items()
    }
    widths = [1 + (len(found) > LONGEST_COLUMN) for found in core.values()]
    for box, (area_code, found) in zip(st.columns(widths), core.items(), strict=True):
        with box:
            ids = [card.kpi_id for card in found]
            _show_area(area_code, goals.filter(pl.col("kpi_id").is_in(ids)), found)
            show_folded_goals(areas[area_code])


def show_attention(sentences: Sequence[str]) -> None:
    """Show what needs somebody's attention, as sentences."""
    st.subheader(_("Needs attention"), anchor=False)
    if not sentences:
        st.markdown(_("Nothing stands out in this selection."))
    st.markdown(
        "\n".join(f"- {show_in_markdown(each, longest=1000)}" for each in sentences)
    )


def _show_area(area_code: str, goals: pl.DataFrame, cards: list[GoalCard]) -> None:
    st.subheader(_(AREA_NAMES[area_code]), anchor=False)
    counts = [build_attainment_title(goals)]
    counts += [words for _code, words in build_status_counts(goals)]
    st.caption(show_in_markdown(" \u00b7 ".join(counts)))
    if len(cards) <= LONGEST_COLUMN:
        show_goal_rows(cards)
        return
    half = -(-len(cards) // 2)
    for box, part in zip(st.columns(2), (cards[:half], cards[half:]), strict=True):
        with box:
            show_goal_rows(part)
