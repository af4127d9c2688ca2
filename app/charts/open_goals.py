"""What is said openly of how the goals stand."""

import polars as pl

from app.charts.figures import show_actual, show_target
from app.charts.goal_words import STATUS_WORDS
from app.charts.spec import Cell, NumberCard, Table
from app.formatting import show_number
from app.messages import _
from app.theme import STATUS_SHAPES


def build_open_numbers(
    goals: pl.DataFrame, *, year: int, n_summaries: int
) -> tuple[NumberCard, ...]:
    """Say how many goals were met, how many were not, and what is not told.

    Args:
        goals: As from `fetch_open_goals`.
        year: The year they are of.
        n_summaries: How many summaries are published.
    """
    counts = dict(goals["status_code"].value_counts().iter_rows())
    told = sum(counts.get(code, 0) for code in ("met", "partly_met", "not_met"))
    held_back = goals.height - goals["status_code"].drop_nulls().len()
    of_all = _("of %(n)s told", n=show_number(told))
    return (
        NumberCard(
            _("Goals met in %(year)s", year=str(year)),
            show_number(counts.get("met", 0)),
            of_all,
        ),
        NumberCard(_("Partly met"), show_number(counts.get("partly_met", 0)), of_all),
        NumberCard(_("Not met"), show_number(counts.get("not_met", 0)), of_all),
        NumberCard(
            _("Not told"),
            show_number(held_back),
            _("goals where small counts are held back"),
        ),
        NumberCard(
            _("Summaries"),
            show_number(n_summaries),
            _("of closed follow-ups, all years"),
        ),
    )


def build_goals_table(goals: pl.DataFrame) -> Table:
    """Build a row per goal of the year: figure, target and how it stands.

    Args:
        goals: As from `fetch_open_goals`.
    """
    cells: list[tuple[Cell, ...]] = [
        (
            row["kpi_name"],
            show_actual(row, row["unit_code"]),
            show_target(row),
            _show_status(row["status_code"]),
        )
        for row in goals.iter_rows(named=True)
    ]
    return Table((_("Goal"), _("Figure"), _("Target"), _("Status")), tuple(cells))


def _show_status(code: str | None) -> str:
    if code is None:
        return _("not shown")
    words = STATUS_WORDS[code]
    return f"{STATUS_SHAPES[code]} {_(words)}"
