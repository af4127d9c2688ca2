"""Goals as compact rows: shape, name, number, target, forecast and a small trend."""

from collections.abc import Sequence

import streamlit as st

from app.charts.goal_words import CLASS_NAMES
from app.charts.goals import GoalCard
from app.charts.sparkline import draw_small_trend
from app.components.escaping import show_in_markdown
from app.components.filters import write_choice
from app.formatting import show_number
from app.messages import _
from app.page_registry import PAGES
from app.theme import STATUS_SHAPES, STATUS_TEXT_COLOURS

GOAL_PAGE = "goal_card"
TREND_PIXELS = 48


def show_goal_rows(cards: Sequence[GoalCard], *, is_choice: bool = False) -> None:
    """Show a row per goal; its name leads to the goal's own page.

    Args:
        cards: In the plan's order.
        is_choice: The name chooses the goal on this page instead.
    """
    with st.container(gap="xxsmall"):
        for card in cards:
            _show_row(card, is_choice=is_choice)


def show_folded_goals(cards: Sequence[GoalCard], *, is_choice: bool = False) -> None:
    """Show supporting goals and those beyond the strategy, folded class by class."""
    for class_code, name in CLASS_NAMES.items():
        chosen = [card for card in cards if card.class_code == class_code]
        if class_code == "core" or not chosen:
            continue
        label = f"{_(name)} ({show_number(len(chosen))})"
        with st.expander(label, key=f"unfold_{class_code}"):
            show_goal_rows(chosen, is_choice=is_choice)


def show_card_link(kpi_id: str) -> None:
    """Show the way to the goal's own page: rule, calculation, sources, history."""
    if any(page.stem == GOAL_PAGE for page in PAGES):
        st.page_link(
            f"views/{GOAL_PAGE}.py",
            label=_("Rule, calculation and sources of this goal"),
            icon=":material/menu_book:",
            query_params={"kpi": kpi_id},
        )


def _show_row(card: GoalCard, *, is_choice: bool) -> None:
    with st.container(key=f"goal_{card.kpi_id}", gap=None):
        _show_name(card, is_choice=is_choice)
        with st.container(
            horizontal=True, gap="xsmall", key=f"goal_words_{card.kpi_id}"
        ):
            st.markdown(_build_words(card))
            if card.trend.has_numbers:
                svg = draw_small_trend(card.trend)
                st.image(svg, alt=card.trend_alt, width=TREND_PIXELS)


def _show_name(card: GoalCard, *, is_choice: bool) -> None:
    colour = STATUS_TEXT_COLOURS[card.status_code]
    shape = STATUS_SHAPES[card.status_code]
    label = f":{colour}[**{shape}**] {show_in_markdown(card.name)}"
    if is_choice:
        st.button(
            label,
            type="tertiary",
            key=f"choose_{card.kpi_id}",
            on_click=write_choice,
            args=("kpi", card.kpi_id),
        )
    elif any(page.stem == GOAL_PAGE for page in PAGES):
        st.page_link(
            f"views/{GOAL_PAGE}.py", label=label, query_params={"kpi": card.kpi_id}
        )
    else:
        st.markdown(label)


def _build_words(card: GoalCard) -> str:
    """Build what stands under the name: number and target, how the year may end."""
    colour = STATUS_TEXT_COLOURS[card.status_code]
    has_number = any(letter.isalnum() for letter in card.number)
    unit = card.unit if has_number and not card.is_count else ""
    number = f"**{show_in_markdown(card.number)}** {show_in_markdown(unit)}"
    words = [
        *([number.removesuffix(" \u2013").strip()] if has_number else []),
        f":{colour}[{show_in_markdown(card.status_word.lower())}]",
        *([show_in_markdown(card.short_target)] if card.short_target else []),
    ]
    lines = [" \u00b7 ".join(words), show_in_markdown(card.forecast)]
    return "  \n".join(line for line in lines if line)
