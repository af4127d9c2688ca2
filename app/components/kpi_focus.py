"""One KPI in full: the line and its forecast, the parts, and the map of regions."""

import polars as pl
import streamlit as st

from app.access import Principal
from app.charts.kpi_line import Told
from app.charts.spec import ChartSpec
from app.components.chart import show_chart
from app.components.escaping import show_in_markdown
from app.components.page_header import show_empty_state
from app.messages import _
from app.queries.kpi_figures import KpiChoice
from app.reports.kpi_charts import (
    Missing,
    build_line,
    build_line_sentences,
    build_map,
    build_split,
    find_splits,
)


def show_kpi_line(
    principal: Principal, choice: KpiChoice, told: Told, years: pl.DataFrame
) -> None:
    """Show the KPI by year, what stands beside it, and how the year may end."""
    line = build_line(principal, choice, told, years)
    show_chart_or_why(line)
    if isinstance(line, Missing):
        return
    for sentence in build_line_sentences(principal, choice, told):
        st.markdown(show_in_markdown(sentence, longest=2000))


def show_kpi_parts(principal: Principal, choice: KpiChoice, told: Told) -> None:
    """Show the split that the reader chooses: by place, category or its own."""
    splits = find_splits(principal, choice, told)
    if not splits:
        show_empty_state(
            _("The goal is followed for the whole country only."),
            _("There is nothing to divide it by."),
        )
        return
    split = st.segmented_control(
        _("Divide by"),
        list(splits),
        format_func=lambda code: show_in_markdown(splits[code]),
        default=next(iter(splits)),
        key=f"kpi_split.{choice.kpi_id}",
        required=True,
    )
    show_kpi_split(principal, choice, told, split_code=split)


def show_kpi_split(
    principal: Principal, choice: KpiChoice, told: Told, *, split_code: str
) -> None:
    """Show the year's figure of each part of one split; see `build_split`."""
    show_chart_or_why(build_split(principal, choice, told, split_code=split_code))


def show_kpi_map(principal: Principal, choice: KpiChoice, told: Told) -> None:
    """Show one figure per region as tiles, with the outline map as the alternative."""
    # Asked before the choice is drawn: there is no choice between two empty maps.
    tiles = build_map(principal, choice, told)
    if tiles is None:
        return
    forms = {"tiles": _("Same size"), "outlines": _("Outlines")}
    form = st.segmented_control(
        _("Map"),
        list(forms),
        format_func=forms.__getitem__,
        default="tiles",
        key="region_map.form",
        required=True,
        label_visibility="collapsed",
    )
    outlines = (
        build_map(principal, choice, told, has_outlines=True)
        if form == "outlines"
        else None
    )
    show_chart(outlines or tiles)


def show_chart_or_why(found: ChartSpec | Missing) -> None:
    """Show a chart, or why there is none and what to do."""
    if isinstance(found, Missing):
        show_empty_state(found.why, found.advice)
    else:
        show_chart(found)
