"""The five kinds of report, and which parts each suggests.

Suggestions follow from the plan's own goals, so that a new plan needs nothing here.
"""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from app.messages import N_, _
from app.reports.context import ReportContext
from app.reports.parts_kpi import build_kpi_code

# Of one area in a report of charts; more would be a catalogue.
MOST_PER_AREA = 4
MOST_IN_A_MEMO = 4
MOST_COMPARED = 3
AREAS = ("follow_up", "environment", "training", "communication")
GOAL_TABLES = tuple(f"goals_{area_code}" for area_code in AREAS)


@dataclass(frozen=True)
class Template:
    """One kind of report: its name and whom it is for, marked to be translated.

    `suggest` gives the codes of its parts in order; a code that a report does not
    have is passed over.
    """

    code: str
    name: str
    purpose: str
    suggest: Callable[[ReportContext], tuple[str, ...]]


def find_template(template_code: str) -> Template:
    """Find a kind of report by its code."""
    return next(each for each in TEMPLATES if each.code == template_code)


def build_title(template_code: str) -> str:
    """Build what a report of this kind is called when nobody has named it."""
    name = find_template(template_code).name
    return _(name)


def _suggest_quarterly(context: ReportContext) -> tuple[str, ...]:
    charts = [
        build_kpi_code(kpi_id)
        for area_code in AREAS
        for kpi_id in _find_core(context, area_code)[:MOST_PER_AREA]
    ]
    mapped = [
        build_kpi_code(kpi_id, "map")
        for kpi_id in _find_core(context, AREAS[0], by_place=True)[:1]
    ]
    return (
        *("summary", *GOAL_TABLES, "comments"),
        *("activities", "case_numbers", "case_steps", *charts, *mapped),
        *("diploma", "calendar", "reach", "sources", "severe"),
    )


def _suggest_region_year(context: ReportContext) -> tuple[str, ...]:
    by_place = [
        kpi_id
        for area_code in AREAS
        for kpi_id in _find_core(context, area_code, by_place=True)[:MOST_PER_AREA]
    ]
    return (
        *("summary", "goals", "comments", "activities"),
        *(build_kpi_code(kpi_id) for kpi_id in by_place),
        *(build_kpi_code(kpi_id, "compared") for kpi_id in by_place[:MOST_COMPARED]),
        *("case_numbers", "case_steps", "grades", "diploma"),
    )


def _suggest_memo(context: ReportContext) -> tuple[str, ...]:
    first = [kpi_id for area in AREAS for kpi_id in _find_core(context, area)[:1]]
    return (
        *("summary", *GOAL_TABLES),
        *(build_kpi_code(kpi_id) for kpi_id in first[:MOST_IN_A_MEMO]),
        "comments",
        "definitions",
    )


def _suggest_suppliers(context: ReportContext) -> tuple[str, ...]:
    if context.supplier is not None:
        return (
            *("supplier", "supplier_contracts", "supplier_chain", "supplier_answers"),
            *("supplier_audits", "supplier_findings", "supplier_cases"),
            *("supplier_others", "supplier_certificates", "supplier_decisions"),
        )
    return (
        *("activities", "case_steps", "grades"),
        *("open_cases", "severe", "deadlines", "planned_audits"),
    )


def _suggest_newsletter(context: ReportContext) -> tuple[str, ...]:
    told = [
        build_kpi_code(kpi_id)
        for area_code in ("follow_up", "communication")
        for kpi_id in _find_core(context, area_code)[:2]
    ]
    return ("summary", "activities", *told, "reach", "calendar")


def _find_core(
    context: ReportContext, area_code: str, *, by_place: bool = False
) -> list[str]:
    """Find an area's core goals that have a figure this year, in the plan's order."""
    goals = context.goals.filter(
        pl.col("area_code") == area_code,
        pl.col("class_code") == "core",
        pl.col("actual").is_not_null(),
        pl.col("unit_code") != "done",
    )
    if by_place:
        splits = pl.col("splits").str.split(" ")
        goals = goals.filter(splits.list.contains("place"))
    return goals["kpi_id"].to_list()


TEMPLATES = (
    Template(
        "quarterly",
        N_("The steering group's quarterly report"),
        N_("How every goal stands, what needs attention, and how it has gone."),
        _suggest_quarterly,
    ),
    Template(
        "region_year",
        N_("The region's year in pictures"),
        N_("One per region: its goals, beside the country."),
        _suggest_region_year,
    ),
    Template(
        "memo",
        N_("Appendix to an official memorandum"),
        N_("Short, with definitions, for a committee's papers."),
        _suggest_memo,
    ),
    Template(
        "supplier_follow_up",
        N_("Supplier follow-up"),
        N_("The open cases of a place, or everything about one supplier."),
        _suggest_suppliers,
    ),
    Template(
        "newsletter",
        N_("Material for the newsletter"),
        N_("What has been done and read, without any supplier."),
        _suggest_newsletter,
    ),
)
