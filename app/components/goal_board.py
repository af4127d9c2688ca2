"""The goals of a plan, card by card under their areas, and what needs attention."""

import streamlit as st

from app.charts.goals import AREA_NAMES, GoalCard
from app.components.escaping import show_in_markdown
from app.components.kpi_card import build_status, show_goal
from app.formatting import show_number
from app.messages import _


def show_attainment(title: str, counts: tuple[tuple[str, str], ...]) -> None:
    """Show "x of y goals met" and how the others stand, on one line."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.header(show_in_markdown(title), anchor=False, width="content")
        for status_code, words in counts:
            st.markdown(build_status(status_code, words), width="content")


def show_goal_board(cards: tuple[GoalCard, ...], attention: tuple[str, ...]) -> None:
    """Show the area with the most goals beside the others and what needs attention.

    Args:
        cards: In the plan's order.
        attention: Translated sentences, may be empty.
    """
    areas: dict[str, list[GoalCard]] = {}
    for card in cards:
        areas.setdefault(card.area_code, []).append(card)
    largest = max(areas, key=lambda area_code: len(areas[area_code]))
    wide, narrow = st.columns([2, 1])
    with wide:
        _show_area(largest, areas.pop(largest), is_wide=True)
    with narrow:
        for area_code, in_area in areas.items():
            _show_area(area_code, in_area, is_wide=False)
        _show_attention(attention)


def _show_area(area_code: str, cards: list[GoalCard], *, is_wide: bool) -> None:
    n_met = sum(card.status_code == "met" for card in cards)
    area = _(AREA_NAMES[area_code])
    title = _(
        "%(area)s: %(met)s of %(all)s",
        area=area,
        met=show_number(n_met),
        all=show_number(len(cards)),
    )
    st.subheader(title, anchor=False)
    with st.container(gap="xsmall"):
        for card in cards:
            show_goal(card, is_wide=is_wide)


def _show_attention(sentences: tuple[str, ...]) -> None:
    st.subheader(_("Needs attention"), anchor=False)
    if not sentences:
        st.markdown(_("Nothing stands out in this selection."))
    st.markdown("\n".join(f"- {show_in_markdown(each)}" for each in sentences))
