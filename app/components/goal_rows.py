"""Goals as compact rows: shape, name, number, target, forecast and a small trend."""

from collections.abc import Sequence

import streamlit as st

from app.charts.goal_words import CLASS_NAMES
from app.charts.goals import GoalCard
from app.charts.sparkline import draw_small_trend
from app.components.escaping import show_in_markdown
from app.formatting import show_number
from app.messages import _
from app.page_registry import PAGES
from app.theme import STATUS_SHAPES, STATUS_TEXT_COLOURS

TREND_PIXELS = 72


def show_goal_rows(cards: Sequence[GoalCard], *, stem: str) -> None:
    """Show a row per goal that leads to a page with the KPI chosen.

    Args:
        cards: In the plan's order.
        stem: The page that a row leads to.
    """
    for card in cards:
        with st.container(key=f"goal_{card.kpi_id}", gap=None):
            _show_name(card, stem)
            with st.container(
                horizontal=True, vertical_alignment="center", gap="xsmall"
            ):
                st.markdown(_build_words(card), help=_build_help(card))
                st.image(
                    draw_small_trend(card.trend),
                    alt=card.trend_alt,
                    width=TREND_PIXELS,
                )


def show_folded_goals(cards: Sequence[GoalCard], *, stem: str) -> None:
    """Show supporting goals and those beyond the strategy, folded class by class."""
    for class_code, name in CLASS_NAMES.items():
        chosen = [card for card in cards if card.class_code == class_code]
        if class_code == "core" or not chosen:
            continue
        title = f"{_(name)} ({show_number(len(chosen))})"
        with st.expander(title):
            for card in chosen:
                _show_name(card, stem)
                st.markdown(_build_words(card), help=_build_help(card))


def _show_name(card: GoalCard, stem: str) -> None:
    colour, shape = (
        STATUS_TEXT_COLOURS[card.status_code],
        STATUS_SHAPES[card.status_code],
    )
    label = f":{colour}[**{shape}**] {show_in_markdown(card.name)}"
    if any(page.stem == stem for page in PAGES):
        st.page_link(f"views/{stem}.py", label=label, query_params={"kpi": card.kpi_id})
    else:
        st.markdown(label)


def _build_words(card: GoalCard) -> str:
    """Build the line under the name: number, target, and how the year may end."""
    colour = STATUS_TEXT_COLOURS[card.status_code]
    number = f"**{show_in_markdown(card.number)}** {show_in_markdown(card.unit)}"
    words = [
        number.strip(),
        f":{colour}[{show_in_markdown(card.status_word.lower())}]",
        *(show_in_markdown(each) for each in (card.target, card.forecast) if each),
    ]
    line = " \u00b7 ".join(words)
    return f":small[{line}]"


def _build_help(card: GoalCard) -> str:
    return show_in_markdown(" ".join((card.definition, *card.notes)), longest=2000)
