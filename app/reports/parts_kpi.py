"""Parts about one KPI each: its years, its places, its categories, the map.

Codes are made from the KPI's id, so a KPI that is added to the seeds has its parts.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import polars as pl

from app.charts.goal_words import AREA_NAMES
from app.charts.spec import Row
from app.messages import _
from app.reports.context import ReportContext
from app.reports.kpi_charts import (
    PLACE_SPLITS,
    Missing,
    build_comparison,
    build_line,
    build_line_sentences,
    build_map,
    build_split,
    find_comparison,
)
from app.reports.part import Blocks, Part, build_blocks, build_sentences

COMMENTS, DEFINITIONS = "comments", "definitions"


def find_kpi_parts(context: ReportContext) -> tuple[Part, ...]:
    """Find the parts of every KPI that has a figure of some year in the place."""
    known = context.trends.filter(
        pl.col("actual").is_not_null() | pl.col("held_back_code").is_not_null()
    )["kpi_id"]
    return tuple(
        part
        for goal in context.goals.iter_rows(named=True)
        if goal["kpi_id"] in set(known)
        for part in _find_parts(goal)
    )


def build_kpi_code(kpi_id: str, suffix: str = "") -> str:
    """Build the code of a KPI's part: KPI-112-08 and "map" become kpi_112_08_map."""
    stem = kpi_id.replace("-", "_").lower()
    return f"{stem}_{suffix}" if suffix else stem


def _find_parts(goal: Row) -> Iterator[Part]:
    kpi_id, name = str(goal["kpi_id"]), str(goal["kpi_name"])
    area = AREA_NAMES[goal["area_code"]]
    group = _(area)
    splits = str(goal["splits"]).split()
    yield Part(
        build_kpi_code(kpi_id), name, group, partial(_build_years, kpi_id=kpi_id)
    )
    if "place" in splits:
        yield from _find_place_parts(kpi_id, name, group)
    if "category" in splits:
        yield Part(
            build_kpi_code(kpi_id, "categories"),
            _("%(what)s, by category", what=name),
            group,
            partial(_build_parts, kpi_id=kpi_id, split_code="category"),
        )


def _find_place_parts(kpi_id: str, name: str, group: str) -> Iterator[Part]:
    yield Part(
        build_kpi_code(kpi_id, "areas"),
        _("%(what)s, by procurement region", what=name),
        group,
        partial(_build_parts, kpi_id=kpi_id, split_code=next(iter(PLACE_SPLITS))),
    )
    yield Part(
        build_kpi_code(kpi_id, "compared"),
        _("%(what)s, the regions on equal terms", what=name),
        group,
        partial(_build_compared, kpi_id=kpi_id),
    )
    yield Part(
        build_kpi_code(kpi_id, "map"),
        _("%(what)s, on the map", what=name),
        group,
        partial(_build_tiles, kpi_id=kpi_id),
        _("No region has a figure for the year."),
    )


def _build_years(context: ReportContext, *, kpi_id: str) -> Blocks:
    choice, told = context.find_choice(kpi_id), context.find_told(kpi_id)
    line = build_line(context.principal, choice, told, context.find_years(kpi_id))
    counted = _build_definition(context, kpi_id)
    if isinstance(line, Missing):
        return *build_blocks(line), *build_sentences(counted)
    sentences = build_line_sentences(context.principal, choice, told)
    comment = _build_comment(context, kpi_id)
    return line, *build_sentences(*sentences, comment, counted)


def _build_definition(context: ReportContext, kpi_id: str) -> str:
    """Build what is counted, unless a part of its own tells it of every goal."""
    if DEFINITIONS in context.definition.part_codes:
        return ""
    definition = context.find_goal(kpi_id)["definition"]
    return _("How it is counted: %(definition)s", definition=definition)


def _build_comment(context: ReportContext, kpi_id: str) -> str:
    """Build the secretariat's comment, unless a part of its own holds them all."""
    comment = context.comments.get(kpi_id)
    if comment is None or COMMENTS in context.definition.part_codes:
        return ""
    return _("The secretariat's comment: %(text)s", text=comment.text)


def _build_parts(context: ReportContext, *, kpi_id: str, split_code: str) -> Blocks:
    choice, told = context.find_choice(kpi_id), context.find_told(kpi_id)
    return build_blocks(
        build_split(context.principal, choice, told, split_code=split_code)
    )


def _build_compared(context: ReportContext, *, kpi_id: str) -> Blocks:
    choice, told = context.find_choice(kpi_id), context.find_told(kpi_id)
    rows = find_comparison(context.principal, choice)
    if isinstance(rows, Missing):
        return build_blocks(rows)
    first = str(rows["measure_code"].sort(descending=True)[0])
    chart = build_comparison(rows, choice, told, measure_code=first)
    return (replace(chart, name=build_kpi_code(kpi_id, "compared")),)


def _build_tiles(context: ReportContext, *, kpi_id: str) -> Blocks:
    choice, told = context.find_choice(kpi_id), context.find_told(kpi_id)
    tiles = build_map(context.principal, choice, told)
    if tiles is None:
        return ()
    return (replace(tiles, name=build_kpi_code(kpi_id, "map")),)
