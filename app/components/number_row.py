"""The row of numbers on top of a page."""

import streamlit as st

from app.charts.spec import NumberCard
from app.components.escaping import show_in_markdown


def show_numbers(cards: tuple[NumberCard, ...]) -> None:
    """Show three to six numbers side by side; they stack where it is narrow."""
    for box, card in zip(st.columns(len(cards)), cards, strict=True):
        with box.container(gap=None):
            st.metric(show_in_markdown(card.label), card.number)
            if card.note:
                st.caption(show_in_markdown(card.note))
