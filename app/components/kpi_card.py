"""One goal as a card: status, name, number, target, what is unknown, trend."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app.charts.goals import GoalCard
from app.charts.sparkline import draw_trend
from app.components.escaping import show_in_markdown
from app.theme import STATUS_SHAPES, STATUS_TEXT_COLOURS


def show_goal(card: GoalCard, *, is_wide: bool) -> None:
    """Show a card. Status is colour, shape and word.

    Args:
        card: What to say.
        is_wide: There is room for the trend beside the words.
    """
    status = build_status(card.status_code, card.status_word)
    number = f"**{show_in_markdown(card.number)}** {show_in_markdown(card.unit)}"
    words = (number.strip(), *([show_in_markdown(card.target)] if card.target else []))
    notes = " \u00b7 ".join(note.rstrip(".") for note in card.notes)
    with st.container(border=True, key=f"card_{card.kpi_id}", gap="xxsmall"):
        left, right = _find_boxes(is_wide)
        left.markdown(f"{status} \u00a0{show_in_markdown(card.name)}")
        left.markdown(
            " \u00b7 ".join(words),
            help=show_in_markdown(card.definition, longest=1000),
        )
        if notes:
            left.caption(show_in_markdown(notes, longest=1000))
        right.image(draw_trend(card.trend), alt=card.trend_alt, width="stretch")


def _find_boxes(is_wide: bool) -> tuple[DeltaGenerator, DeltaGenerator]:
    if not is_wide:
        return st.container(gap="xxsmall"), st.container()
    left, right = st.columns([5, 4], vertical_alignment="center")
    return left.container(gap="xxsmall"), right


def build_status(status_code: str, words: str) -> str:
    """Build coloured markdown with the status's shape and word."""
    colour = STATUS_TEXT_COLOURS[status_code]
    return f":{colour}[**{STATUS_SHAPES[status_code]} {show_in_markdown(words)}**]"
