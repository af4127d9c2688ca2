"""How goals stand as a list to read: outcome, target, status and forecast in words."""

import polars as pl

from app.charts.figures import build_small_group_note
from app.charts.goal_words import REASON_SENTENCES
from app.charts.goals import GoalCard, build_attainment_title, build_goal_cards
from app.charts.spec import Table
from app.clean_text import HARD_SPACE
from app.messages import _, ngettext
from app.reports.context import ReportContext
from app.reports.report import Listing
from app.theme import STATUS_SHAPES


def build_goal_listing(
    context: ReportContext, goals: pl.DataFrame, *, name: str
) -> Listing:
    """Build a list of goals: outcome, target, status and how the year may end.

    Args:
        context: The report's choices.
        goals: Some of the context's goals.
        name: Unique in the report.
    """
    cards = build_goal_cards(goals, context.trends, year=context.choice.year)
    has_forecast = any(card.forecast for card in cards)
    headings = (_("Goal"), _("Outcome"), _("Target"), _("Status"))
    return Listing(
        name=name,
        title=build_attainment_title(goals),
        table=Table(
            (*headings, *((_("Forecast"),) if has_forecast else ())),
            tuple(
                (
                    card.name,
                    _show_outcome(card),
                    card.target or "\u2013",
                    _show_status(card),
                    *((card.forecast or "\u2013",) if has_forecast else ()),
                )
                for card in cards
            ),
        ),
        footer=context.footer,
        note=_build_note(goals),
    )


def _show_outcome(card: GoalCard) -> str:
    """Write the figure and its unit; no unit of nothing."""
    has_number = any(letter.isalnum() for letter in card.number)
    return f"{card.number} {card.unit}".strip() if has_number else card.number


def _show_status(card: GoalCard) -> str:
    """Write shape and word, which no line may come between."""
    status = f"{STATUS_SHAPES[card.status_code]} {card.status_word}"
    return status.replace(" ", HARD_SPACE)


def _build_note(goals: pl.DataFrame) -> str:
    """Say why goals are not judged, and for how many each reason holds."""
    reasons = goals["status_reason_code"].drop_nulls()
    counts = reasons.value_counts(sort=True)
    notes = [
        ngettext(
            "%(n)s goal: %(reason)s", "%(n)s goals: %(reason)s", n, reason=_(words)
        )
        for reason_code, n in counts.iter_rows()
        for words in [REASON_SENTENCES[reason_code]]
    ]
    small = build_small_group_note(goals.iter_rows(named=True))
    return " ".join([*notes, small]).strip()
