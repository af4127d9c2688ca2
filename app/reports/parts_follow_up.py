"""Parts about contract follow-up: what was done, and what open cases wait for."""

import polars as pl

from app.charts.case_findings import (
    build_grade_rows,
    build_grade_title,
    build_severe_rows,
    build_severe_title,
)
from app.charts.case_steps import build_step_chart
from app.charts.follow_up import build_number_cards
from app.charts.open_cases import (
    build_ball_sentence,
    build_case_numbers,
    build_case_rows,
    build_deadline_rows,
    build_deadline_title,
    build_list_title,
)
from app.charts.planned_audits import build_planned_table, build_planned_title
from app.messages import N_, _
from app.queries.case_details import (
    fetch_case_deadlines,
    fetch_case_findings,
    fetch_finding_counts,
)
from app.queries.case_list import (
    CaseChoice,
    fetch_case_list,
    fetch_case_totals,
    fetch_step_times,
)
from app.queries.choice_names import find_category_names
from app.queries.follow_up import ActivityChoice, fetch_activity_counts
from app.reports.context import WHOLE, ReportContext
from app.reports.part import Blocks, Part
from app.reports.planned_audits import find_planned_audits
from app.reports.report import Listing, Numbers, Words

GROUP = N_("Follow-up")


def find_follow_up_parts(context: ReportContext) -> tuple[Part, ...]:
    """Find the parts about follow-up, in the order of a report."""
    group = _(GROUP)
    year = str(context.choice.year)
    rows = (
        (
            *("activities", _("Done in %(year)s", year=year), _build_activities),
            _("No follow-up has been registered for the place."),
        ),
        (
            *("case_steps", _("Where do cases get stuck?"), _build_steps),
            _("No case is open."),
        ),
        ("open_cases", _("Open cases"), _build_cases, _("No case is open.")),
        ("case_numbers", _("Open cases in numbers"), _build_numbers, ""),
        (
            *("severe", _("Severe deviations"), _build_severe),
            _("No severe deviation is open."),
        ),
        ("grades", _("Deviations by grade"), _build_grades, _("No deviation is open.")),
        (
            *("deadlines", _("Deadlines of open cases"), _build_deadlines),
            _("No deadline runs."),
        ),
        (
            *("planned_audits", _("Decided audits"), _build_planned),
            _("No decided audit waits to begin."),
        ),
    )
    return tuple(
        Part(code, title, group, build, nothing) for code, title, build, nothing in rows
    )


def _find_choice(context: ReportContext) -> CaseChoice:
    return CaseChoice(place_code=context.choice.place_code)


def _build_activities(context: ReportContext) -> Blocks:
    counts = fetch_activity_counts(
        context.principal, ActivityChoice(context.choice.place_code, WHOLE)
    )
    if counts.is_empty():
        return ()
    return (Numbers(build_number_cards(counts, context.period)),)


def _build_numbers(context: ReportContext) -> Blocks:
    totals = fetch_case_totals(context.principal, _find_choice(context))
    return (Numbers(build_case_numbers(totals)),)


def _build_steps(context: ReportContext) -> Blocks:
    times = fetch_step_times(context.principal, _find_choice(context))
    if times.is_empty():
        return ()
    place = context.place_name
    return (build_step_chart(times, chosen=place, footer=context.footer),)


def _build_cases(context: ReportContext) -> Blocks:
    choice = _find_choice(context)
    cases = fetch_case_list(context.principal, choice)
    if cases.is_empty():
        return ()
    totals = fetch_case_totals(context.principal, choice)
    return (
        Numbers(build_case_numbers(totals)),
        Words((build_ball_sentence(cases),)),
        Listing(
            name="open_cases",
            title=build_list_title(totals, cases),
            table=build_case_rows(cases),
            footer=context.of_suppliers,
        ),
    )


def _build_severe(context: ReportContext) -> Blocks:
    severe = fetch_case_findings(
        context.principal, _find_choice(context), grade_code="severe"
    )
    if severe.is_empty():
        return ()
    return (
        Listing(
            name="severe_findings",
            title=build_severe_title(severe),
            table=build_severe_rows(severe),
            footer=context.of_suppliers,
            note=_(
                "Two weeks to report a severe deviation is a default in brackets in "
                "the contract clause, assumed here to hold in every contract."
            ),
        ),
    )


def _build_grades(context: ReportContext) -> Blocks:
    counts: pl.DataFrame = fetch_finding_counts(
        context.principal, _find_choice(context)
    )
    if counts.is_empty():
        return ()
    return (
        Listing(
            name="findings_by_grade",
            title=build_grade_title(counts),
            table=build_grade_rows(counts),
            footer=context.footer,
        ),
    )


def _build_deadlines(context: ReportContext) -> Blocks:
    deadlines = fetch_case_deadlines(context.principal, _find_choice(context))
    if deadlines.is_empty():
        return ()
    return (
        Listing(
            name="case_deadlines",
            title=build_deadline_title(deadlines),
            table=build_deadline_rows(deadlines),
            footer=context.of_suppliers,
        ),
    )


def _build_planned(context: ReportContext) -> Blocks:
    planned = find_planned_audits(context.principal)
    if not planned:
        return ()
    return (
        Listing(
            name="planned_audits",
            title=build_planned_title(planned),
            table=build_planned_table(planned, find_category_names(context.principal)),
            footer=context.of_suppliers,
        ),
    )
