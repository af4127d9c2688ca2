"""What a KPI's line by year says: the figure, its target, breaks and the forecast."""

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from app.charts.figures import (
    build_figure_cells,
    build_small_group_note,
    show_actual,
    show_figure,
)
from app.charts.forms import Line
from app.charts.goal_words import (
    DOUBTS,
    NO_FORECAST,
    REASON_SENTENCES,
    STATUS_WORDS,
    show_chance,
    show_forecast_range,
)
from app.charts.spec import Cell, ChartSpec, Footer, Row, Table
from app.charts.takeaways import Measured, build_takeaway
from app.charts.words import Period, build_listing
from app.formatting import show_date, show_number, show_percent
from app.messages import _, ngettext


@dataclass(frozen=True)
class Told:
    """What the charts of one KPI speak of: its goal, the period and where."""

    goal: Row
    period: Period
    place: str
    is_whole: bool
    footer: Footer
    category: str = ""
    # Where the same chart stands twice on a page.
    suffix: str = ""

    @property
    def unit_code(self) -> str:
        """The unit of the KPI."""
        return str(self.goal["unit_code"])


def build_kpi_line(told: Told, years: pl.DataFrame, breaks: list[date]) -> ChartSpec:
    """Say how a KPI has gone, beside the target of each year.

    Args:
        told: Goal, period and place; `is_whole` where all categories are shown, to
            which alone targets and forecasts apply.
        years: One row per year: period_year, actual, numerator, denominator, target.
        breaks: Days from which the series counts something else.
    """
    goal, year = told.goal, told.period.year
    found = {row["period_year"]: row for row in years.iter_rows(named=True)}
    has_forecast = told.is_whole and goal["forecast"] is not None
    last = [goal["forecast_year"]] if has_forecast else []
    span = list(range(min([*found, year]), max([*found, year, *last]) + 1))
    empty = dict.fromkeys(("actual", "numerator", "denominator", "target"))
    rows = [found.get(each, empty) for each in span]
    texts = tuple(show_actual(row, told.unit_code) for row in rows)
    targets = tuple(row["target"] if told.is_whole else None for row in rows)
    labels = tuple(str(each) for each in span)
    marks = Line(
        labels=labels,
        numbers=tuple(row["actual"] for row in rows),
        texts=texts,
        targets=targets,
        target_text=_("target of the year")
        if any(t is not None for t in targets)
        else "",
        accent=span.index(year),
        open_positions=tuple(
            at for at, each in enumerate(span) if each == told.period.part_year
        ),
        break_positions=tuple(span.index(d.year) for d in breaks if d.year in span[1:]),
        break_text=_("new series"),
    )
    return ChartSpec(
        name=f"{goal['kpi_id']}_by_year{told.suffix}".replace("-", "_").lower(),
        title=_build_title(told, found, breaks),
        subtitle=_build_subtitle(told),
        alt=_("Line by year. %(listing)s.", listing=build_listing(labels, texts)),
        note=" ".join(
            [*_find_notes(told, breaks), build_small_group_note(rows)]
        ).strip(),
        footer=told.footer,
        table=_build_table(labels, rows, targets, told),
        marks=_add_forecast(marks, goal) if has_forecast else marks,
    )


def build_forecast_sentence(goal: Row, accuracy: pl.DataFrame) -> str:
    """Say how the running year may end, how often past intervals held, or why not.

    Args:
        goal: As from `fetch_goals`.
        accuracy: As from `fetch_forecast_accuracy`.
    """
    if goal["forecast_year"] is None:
        return ""
    year = str(goal["forecast_year"])
    if goal["forecast"] is None:
        reason = NO_FORECAST[goal["no_forecast_code"]]
        return _("No forecast for %(year)s: %(reason)s.", year=year, reason=_(reason))
    unit_code = goal["unit_code"]
    sentences = [
        _(
            "Forecast for %(year)s: %(middle)s, with 80 %% certainty %(range)s.",
            year=year,
            middle=show_figure(goal["forecast"], unit_code),
            range=show_forecast_range(goal, unit_code),
        )
    ]
    if goal["target_chance_pct"] is not None:
        chance = show_chance(goal["target_chance_pct"])
        sentences.append(_("Chance of reaching the target: %(chance)s.", chance=chance))
    for row in accuracy.iter_rows(named=True):
        sentences.append(
            _(
                "On earlier years %(held)s of the intervals held (%(n)s forecasts).",
                held=show_percent(row["held_pct"]),
                n=show_number(row["n_forecasts"]),
            )
        )
    if goal["doubt_code"] is not None:
        doubt = DOUBTS[goal["doubt_code"]]
        sentences.append(_(doubt))
    return " ".join(sentences)


def _add_forecast(marks: Line, goal: Row) -> Line:
    return replace(
        marks,
        forecast=goal["forecast"],
        forecast_low=goal["forecast_low"],
        forecast_high=goal["forecast_high"],
        forecast_text=_("forecast to the end of the year"),
        range_text=show_forecast_range(goal, goal["unit_code"]),
    )


def _build_title(told: Told, found: dict[int, Row], breaks: list[date]) -> str:
    measured = Measured(
        str(told.goal["kpi_name"]), told.unit_code, str(told.goal["unit_name"])
    )
    words = build_takeaway(measured, found, told.period, breaks)
    row = found.get(told.period.year)
    has_figure = row is not None and row["actual"] is not None
    is_judged = told.is_whole and told.goal["status_code"] != "not_applicable"
    if not has_figure or not is_judged:
        return words
    status = STATUS_WORDS[told.goal["status_code"]]
    judged = _(status).lower()
    return _("%(takeaway)s (goal: %(status)s)", takeaway=words, status=judged)


def _build_subtitle(told: Told) -> str:
    """Say the unit, the period and the place; what it is stands in the title."""
    unit = str(told.goal["unit_name"])
    if not unit or told.unit_code == "done":
        return _("Per year, %(place)s", place=told.place)
    return _("Per year, %(unit)s, %(place)s", unit=unit, place=told.place)


def _find_notes(told: Told, breaks: list[date]) -> list[str]:
    goal, notes = told.goal, []
    if not told.is_whole:
        notes.append(_("Targets and forecasts are for all categories together."))
    elif goal["status_reason_code"] is not None:
        reason = REASON_SENTENCES[goal["status_reason_code"]]
        notes.append(_(reason))
    if told.is_whole and goal["n_missing"]:
        notes.append(
            ngettext(
                "Unknown for %(n)s case, not counted as done.",
                "Unknown for %(n)s cases, not counted as done.",
                goal["n_missing"],
            )
        )
    notes += [
        _(
            "From %(day)s the series counts something else: do not compare across it.",
            day=show_date(day),
        )
        for day in breaks
    ]
    if told.period.part_year is not None:
        notes.append(_("A hollow point is a year that is not over."))
    return notes


def _build_table(
    labels: tuple[str, ...],
    rows: list[Row],
    targets: tuple[float | None, ...],
    told: Told,
) -> Table:
    cells: list[tuple[Cell, ...]] = [
        (label, *build_figure_cells(row), target)
        for label, row, target in zip(labels, rows, targets, strict=True)
    ]
    what = str(told.goal["kpi_name"])
    return Table(
        (_("Year"), what, _("Numerator"), _("Denominator"), _("Target")), tuple(cells)
    )
