"""The goals of a plan, card by card under their areas, and what needs attention."""

import streamlit as st

from app.charts.goals import AREA_NAMES, GoalCard
from app.components.escaping import show_in_markdown
from app.components.kpi_card import build_status, show_goal
from app.formatting import show_number
from app.messages import _

CARDS_ACROSS = 3


def show_attainment(title: str, counts: tuple[tuple[str, str], ...]) -> None:
    """Show "x of y goals met" and how the others stand, on one line."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.header(show_in_markdown(title), anchor=False, width="content")
        for status_code, words in counts:
            st.markdown(build_status(status_code, words), width="content")


def show_goal_board(cards: tuple[GoalCard, ...], attention: tuple[str, ...]) -> None:
    """Show each area's cards, then the list of what needs attention beside the last.

    Args:
        cards: In the plan's order.
        attention: Translated sentences, may be empty.
    """
    for area_code in dict.fromkeys(card.area_code for card in cards):
        in_area = [card for card in cards if card.area_code == area_code]
        _show_area(area_code, in_area)
    _show_attention(attention)


def _show_area(area_code: str, cards: list[GoalCard]) -> None:
    n_met = sum(card.status_code == "met" for card in cards)
    st.subheader(
        _(
            "%(area)s: %(met)s of %(all)s",
            area=_(AREA_NAMES[area_code]),
            met=show_number(n_met),
            all=show_number(len(cards)),
        ),
        anchor=False,
    )
    for first in range(0, len(cards), CARDS_ACROSS):
        boxes = st.columns(CARDS_ACROSS)
        for box, card in zip(boxes, cards[first:], strict=False):
            with box:
                show_goal(card)


def _show_attention(sentences: tuple[str, ...]) -> None:
    st.subheader(_("Needs attention"), anchor=False)
    if not sentences:
        st.markdown(_("Nothing stands out in this selection."))
    for sentence in sentences:
        st.markdown(f"- {show_in_markdown(sentence)}")
