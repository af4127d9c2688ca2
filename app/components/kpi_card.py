"""One goal as a card: status, name, number, target, what is unknown, trend."""

import streamlit as st

from app.charts.goals import GoalCard
from app.charts.sparkline import draw_trend
from app.components.escaping import show_in_markdown
from app.theme import STATUS_SHAPES, STATUS_TEXT_COLOURS


def show_goal(card: GoalCard) -> None:
    """Show a card. Status is colour, shape and word."""
    with st.container(border=True, key=f"goal_{card.kpi_id}", gap="xxsmall"):
        st.markdown(
            f"{build_status(card.status_code, card.status_word)} "
            f"**{show_in_markdown(card.name)}**",
            help=show_in_markdown(card.definition, longest=1000) or None,
        )
        words = " \u00b7 ".join(part for part in (card.unit, card.target) if part)
        st.markdown(f"**{card.number}** {show_in_markdown(words)}")
        st.image(draw_trend(card.trend), alt=card.trend_alt, width="stretch")
        for note in card.notes:
            st.caption(show_in_markdown(note))


def build_status(status_code: str, words: str) -> str:
    """Build coloured markdown with the status's shape and word."""
    colour = STATUS_TEXT_COLOURS[status_code]
    return f":{colour}[**{STATUS_SHAPES[status_code]} {show_in_markdown(words)}**]"
