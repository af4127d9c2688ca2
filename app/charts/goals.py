"""What the goal cards say: status, number, target, trend. Rows in, words out."""

from dataclasses import dataclass

import polars as pl

from app.charts.figures import (
    build_small_group_note,
    check_held_back,
    show_actual,
    show_difference,
    show_figure,
    show_held_back,
    show_short_target,
    show_target,
    show_unit,
)
from app.charts.forms import Trend
from app.charts.goal_words import REASON_SENTENCES, STATUS_WORDS, build_forecast_phrase
from app.charts.spec import Cell, Row, Table
from app.formatting import show_number
from app.messages import _, ngettext

NATION = "SE"


@dataclass(frozen=True)
class GoalCard:
    """One goal as its card says it; every text is ready to show."""

    kpi_id: str
    area_code: str
    class_code: str
    name: str
    definition: str
    status_code: str
    status_word: str
    number: str
    unit: str
    is_count: bool
    target: str
    short_target: str
    forecast: str
    notes: tuple[str, ...]
    trend: Trend
    trend_alt: str


def find_own_goals(goals: pl.DataFrame, place_code: str) -> pl.DataFrame:
    """Find the goals that a place has: some are counted for the whole country only.

    Args:
        goals: As from `fetch_goals`.
        place_code: The place that they are of.
    """
    if place_code == NATION:
        return goals
    is_by_place = pl.col("splits").str.split(" ").list.contains("place")
    return goals.filter(is_by_place)


def build_goal_cards(
    goals: pl.DataFrame, trends: pl.DataFrame, *, year: int
) -> tuple[GoalCard, ...]:
    """Build a card per goal, in the given order.

    Args:
        goals: As from `fetch_goals`.
        trends: As from `fetch_goal_trends`.
        year: The year that the cards speak of.
    """
    years = trends.partition_by("kpi_id", as_dict=True)
    return tuple(
        _build_card(goal, years.get((goal["kpi_id"],), trends.clear()), year)
        for goal in goals.iter_rows(named=True)
    )


def build_attainment_title(goals: pl.DataFrame) -> str:
    """Say how many of the goals that apply are met."""
    applied = goals.filter(pl.col("status_code") != "not_applicable")
    n_met = applied.filter(pl.col("status_code") == "met").height
    return ngettext(
        "%(met)s of %(n)s goal met",
        "%(met)s of %(n)s goals met",
        applied.height,
        met=show_number(n_met),
    )


def build_status_counts(goals: pl.DataFrame) -> tuple[tuple[str, str], ...]:
    """Count the goals that are not met: status code and words, only those there are."""
    counts = dict(goals["status_code"].value_counts().iter_rows())
    return tuple(
        (code, f"{show_number(counts[code])} {_(word).lower()}")
        for code, word in STATUS_WORDS.items()
        if code != "met" and code in counts
    )


def build_goal_table(cards: tuple[GoalCard, ...]) -> Table:
    """Build the same facts as rows: one per goal and year, newest year last."""
    rows: list[tuple[Cell, ...]] = [
        (card.name, label, text, target, card.unit)
        for card in cards
        for label, text, target in zip(
            card.trend.labels, card.trend.numbers, card.trend.targets, strict=True
        )
    ]
    headings = (_("Goal"), _("Year"), _("Outcome"), _("Target"), _("Unit"))
    return Table(headings=headings, rows=tuple(rows))


def _build_card(goal: Row, years: pl.DataFrame, year: int) -> GoalCard:
    trend = _build_trend(years, unit_code=str(goal["unit_code"]), year=year)
    status_code = str(goal["status_code"])
    return GoalCard(
        kpi_id=str(goal["kpi_id"]),
        area_code=str(goal["area_code"]),
        class_code=str(goal["class_code"]),
        name=str(goal["kpi_name"]),
        definition=str(goal["definition"]),
        status_code=status_code,
        status_word=_(STATUS_WORDS[status_code]),
        number=show_actual(goal, goal["unit_code"]),
        unit=""
        if check_held_back(goal)
        else show_unit(goal["unit_code"], goal["unit_name"]),
        is_count=goal["unit_code"] == "count",
        target=_show_target(goal),
        short_target=show_short_target(goal),
        forecast=build_forecast_phrase(goal),
        notes=tuple(_find_notes(goal)),
        trend=trend,
        trend_alt=_build_alt(trend),
    )


def _show_target(goal: Row) -> str:
    target = show_target(goal)
    if goal["decision_code"] == "proposed":
        return _("%(target)s (proposed, not decided)", target=target)
    return target


def _find_notes(goal: Row) -> list[str]:
    """Say why a goal is not judged, what is unknown, and how last year stood."""
    note = build_small_group_note([goal])
    notes = [note] if note else []
    if goal["status_reason_code"] is not None:
        reason = REASON_SENTENCES[goal["status_reason_code"]]
        notes.append(_(reason))
    if goal["n_missing"]:
        notes.append(
            ngettext(
                "Unknown for %(n)s case, not counted as done.",
                "Unknown for %(n)s cases, not counted as done.",
                goal["n_missing"],
            )
        )
    now, then = goal["year_to_date_actual"], goal["previous_year_to_date_actual"]
    if goal["is_part_year"] and now is not None and then is not None:
        notes.append(show_difference(now - then, str(goal["unit_code"])))
    return notes


def _build_trend(years: pl.DataFrame, *, unit_code: str, year: int) -> Trend:
    found = years["period_year"].to_list()
    span = list(range(min([*found, year]), max([*found, year]) + 1))
    by_year = {row["period_year"]: row for row in years.iter_rows(named=True)}
    rows = [by_year.get(each, {}) for each in span]
    numbers = tuple(row.get("actual") for row in rows)
    return Trend(
        labels=tuple(str(each) for each in span),
        numbers=numbers,
        targets=tuple(row.get("target") for row in rows),
        texts=tuple(
            show_held_back(row)
            if check_held_back(row)
            else show_figure(row.get("actual"), unit_code)
            for row in rows
        ),
        accent=span.index(year),
        open_positions=tuple(
            at for at, row in enumerate(rows) if row.get("is_part_year")
        ),
    )


def _build_alt(trend: Trend) -> str:
    figures = ", ".join(
        f"{label}: {text}"
        for label, text in zip(trend.labels, trend.texts, strict=True)
    )
    return _("Line by year with the target of each year. %(years)s.", years=figures)
