"""What a process of its own is asked to do: which reports, as which files, for whom.

job.json ─read→ ReportJob ─find→ orders ─write→ files, and the figures they tell

Who writes the job has checked the reader's role: the job says whose rights apply.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from app.access import SECRETARIAT, Principal
from app.build_pointer import find_current_build
from app.errors import ReportRefused
from app.queries.choices import fetch_places, fetch_plan_years
from app.reports.compose import build_file, build_report
from app.reports.context import start_language
from app.reports.definition import ReportDefinition
from app.reports.figures_told import (
    ToldFigure,
    build_change_section,
    find_told_figures,
)

EVERY_REGION = "every_region"
# Files that can have a look of one's own.
OWN_KINDS = ("pptx", "docx")


class Order(BaseModel):
    """One report to write; a place of `every_region` is one per region, in a folder.

    A definition without a plan is of the newest plan that has the year.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    definition: dict[str, Any]
    file_format: Literal["pptx", "docx", "pdf", "xlsx"]
    out: Path
    template: Path | None = None
    figures_out: Path | None = None
    before: tuple[ToldFigure, ...] | None = None


class ReportJob(BaseModel):
    """Some reports for one reader; without a build it is the newest."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role_code: str = SECRETARIAT
    region_codes: tuple[str, ...] = ()
    build_id: str = ""
    reports: tuple[Order, ...]


@dataclass(frozen=True)
class Written:
    """A report that has been written, and what its own template lacks."""

    path: Path
    missing: tuple[str, ...]


def read_job(text: str) -> ReportJob:
    """Read a job from JSON.

    Raises:
        ReportRefused: It is no job; `unknown_job` with what is wrong with it.
    """
    try:
        return ReportJob.model_validate_json(text)
    except ValidationError as reason:
        raise ReportRefused("unknown_job", _show_faults(reason)) from reason


def find_reader(job: ReportJob) -> Principal:
    """Find whose rights apply, and the build that they read."""
    build_id = job.build_id or find_current_build()
    return Principal(job.role_code, job.region_codes, build_id)


def find_orders(job: ReportJob, principal: Principal) -> tuple[Order, ...]:
    """Find every single report of a job, its plan filled in."""
    return tuple(
        _fill_in(single, principal)
        for order in job.reports
        for single in _find_places(order, principal)
    )


def write_report(order: Order, principal: Principal) -> Written:
    """Write one report and, where asked for, the figures that it tells.

    Raises:
        AccessDenied: The reader may not see the place.
        ReportRefused: Place, plan, year, supplier or a part is not there.
        TemplateRefused: The own template cannot be used.
    """
    template, missing = _read_template(order)
    report = build_report(_read_definition(order), principal)
    told = find_told_figures(report)
    if order.before is not None:
        with start_language(report.language_code):
            changed = build_change_section(order.before, told, footer=report.footer)
        report = replace(report, sections=(changed, *report.sections))
    content = build_file(report, file_format=order.file_format, template=template)
    _write_whole(order.out, content)
    if order.figures_out is not None:
        rows = [asdict(figure) for figure in told]
        text = json.dumps(rows, ensure_ascii=False)
        _write_whole(order.figures_out, text.encode())
    return Written(order.out, missing)


def _read_template(order: Order) -> tuple[bytes | None, tuple[str, ...]]:
    """Read a template and check it here too: not every caller has had it checked.

    Returns:
        Its bytes and what it lacks, in English as this process's errors are.
    """
    if order.template is None or order.file_format not in OWN_KINDS:
        return None, ()
    # Dear to import, and few reports have one.
    from app.reports.own_template import check_template

    content = order.template.read_bytes()
    with start_language("en"):
        return content, check_template(content, order.file_format).missing


def _read_definition(order: Order) -> ReportDefinition:
    try:
        return ReportDefinition.model_validate(order.definition)
    except ValidationError as reason:
        place_code = str(order.definition.get("place_code"))
        if any(fault["loc"] == ("place_code",) for fault in reason.errors()):
            raise ReportRefused("unknown_place", place_code) from reason
        raise ReportRefused("unknown_job", _show_faults(reason)) from reason


def _show_faults(reason: ValidationError) -> str:
    """Show which fields are wrong and how, without what they held."""
    return "; ".join(
        f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}"
        for fault in reason.errors(include_url=False, include_input=False)
    )


def _find_places(order: Order, principal: Principal) -> tuple[Order, ...]:
    if order.definition.get("place_code") != EVERY_REGION:
        return (order,)
    places = fetch_places(principal)
    regions = places.filter(places["place_level_code"] == "region")["place_code"]
    order.out.mkdir(parents=True, exist_ok=True)
    return tuple(_place_order(order, place_code) for place_code in regions.sort())


def _place_order(order: Order, place_code: str) -> Order:
    told = order.definition
    name = f"{told['template_code']}-{told['year']}-{place_code}.{order.file_format}"
    definition = {**told, "place_code": place_code}
    return order.model_copy(update={"definition": definition, "out": order.out / name})


def _fill_in(order: Order, principal: Principal) -> Order:
    if order.definition.get("plan_code"):
        return order
    year = str(order.definition.get("year"))
    plans = fetch_plan_years(principal)
    found = plans.filter(plans["period_year"].cast(str) == year)["plan_code"]
    if found.is_empty():
        raise ReportRefused("no_goals", year)
    definition: Mapping[str, Any] = {**order.definition, "plan_code": found[0]}
    return order.model_copy(update={"definition": dict(definition)})


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)
