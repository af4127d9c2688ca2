"""Parts about competence and communication: diplomas, the calendar, whom it reaches."""

from dataclasses import replace

import polars as pl

from app.charts.academy import build_calendar, build_diploma_flow, build_diploma_table
from app.charts.goal_words import AREA_NAMES
from app.charts.reach import build_reach_table, build_reach_title
from app.messages import _
from app.queries.academy import fetch_diploma_steps, fetch_training_calendar
from app.queries.reach import fetch_result_reach
from app.reports.context import SEPARATOR, ReportContext
from app.reports.part import Blocks, Part
from app.reports.report import Listing


def find_learning_parts(context: ReportContext) -> tuple[Part, ...]:
    """Find the parts about the academy and the reach of results.

    Only what is told of the whole country is left out for a single place.
    """
    names = (AREA_NAMES[code] for code in ("training", "communication"))
    academy, reach = (_(name) for name in names)
    nobody = _("No coordinator is in role here this year.")
    no_training = _("No training is registered for the year.")
    no_reach = _("Nothing is known of publications in the year.")
    calendar, whom = _("The academy's calendar"), _("Whom the results reach")
    every = (
        Part("diploma", _("The way to the diploma"), academy, _build_diploma, nobody),
        Part("diploma_places", _("Diplomas by place"), academy, _build_places, nobody),
    )
    national = (
        Part("calendar", calendar, academy, _build_calendar, no_training),
        Part("reach", whom, reach, _build_reach, no_reach),
    )
    return (*every, *national) if context.is_nation else every


def _build_diploma(context: ReportContext) -> Blocks:
    year = context.choice.year
    steps = fetch_diploma_steps(context.principal, year=year)
    here = steps.filter(pl.col("place_code") == context.choice.place_code)
    if here.is_empty():
        return ()
    place = context.place_name
    return (build_diploma_flow(here, place=place, year=year, footer=context.footer),)


def _build_places(context: ReportContext) -> Blocks:
    steps = fetch_diploma_steps(context.principal, year=context.choice.year)
    if steps.is_empty():
        return ()
    return (
        Listing(
            name="diploma_steps_by_place",
            title=_("Every place, step by step"),
            table=build_diploma_table(steps),
            footer=context.footer,
        ),
    )


def _build_calendar(context: ReportContext) -> Blocks:
    year = context.choice.year
    occasions = fetch_training_calendar(context.principal, year=year)
    if occasions.is_empty():
        return ()
    footer = replace(context.footer, filters=str(year))
    return (build_calendar(occasions, context.goals, year=year, footer=footer),)


def _build_reach(context: ReportContext) -> Blocks:
    year = context.choice.year
    rows = fetch_result_reach(context.principal, year=year)
    if rows.is_empty():
        return ()
    filters = SEPARATOR.join((_("The whole country"), str(year)))
    return (
        Listing(
            name="result_reach",
            title=build_reach_title(rows, year=year),
            table=build_reach_table(rows),
            footer=replace(context.footer, filters=filters),
            note=_(
                "Within 90 days is counted of the follow-ups that were closed in the "
                "year. Views and downloads are of the web pages with results."
            ),
        ),
    )
