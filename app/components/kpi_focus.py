"""One KPI in full: the line and its forecast, the parts, and the map of regions."""

from dataclasses import replace

import polars as pl
import streamlit as st

from app.access import Principal
from app.charts.kpi_line import Told, build_forecast_sentence, build_kpi_line
from app.charts.kpi_parts import build_beside_sentence, build_part_dots
from app.charts.regions import build_outline_map, build_tile_map
from app.components.chart import show_chart
from app.components.escaping import show_in_markdown
from app.components.page_header import show_empty_state
from app.messages import N_, _
from app.queries.forecasts import fetch_forecast_accuracy
from app.queries.kpi_figures import (
    KpiChoice,
    fetch_kpi_breaks,
    fetch_kpi_places,
)
from app.queries.kpi_splits import fetch_kpi_split, fetch_kpi_splits
from app.queries.outlines import fetch_outlines

MEASURES = "measure"
PLACE_SPLITS = {
    "procurement_region": (N_("Procurement regions"), N_("Procurement region")),
    "region": (N_("Regions"), N_("Region")),
}


def show_kpi_line(
    principal: Principal, choice: KpiChoice, told: Told, years: pl.DataFrame
) -> None:
    """Show the KPI by year, what stands beside it, and how the year may end."""
    if check_all_held_back(years):
        show_small_groups()
        return
    if years["actual"].drop_nulls().is_empty():
        show_empty_state(
            _("Cannot be assessed: no figure has been received for any year."),
            _("See on the page Data what has been received."),
        )
        return
    breaks = fetch_kpi_breaks(principal, choice.kpi_id)["broken_on"].to_list()
    show_chart(build_kpi_line(told, years, breaks))
    if told.is_whole:
        measures = fetch_kpi_split(principal, choice, split_code=MEASURES)
        accuracy = fetch_forecast_accuracy(principal, choice.kpi_id)
        for sentence in (
            build_beside_sentence(measures, told.unit_code),
            build_forecast_sentence(told.goal, accuracy),
        ):
            if sentence:
                st.markdown(show_in_markdown(sentence, longest=2000))


def show_kpi_parts(principal: Principal, choice: KpiChoice, told: Told) -> None:
    """Show the split that the reader chooses: by place, category or its own."""
    splits = _find_splits(principal, choice, told)
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
    """Show the year's figure of each part of one split.

    Args:
        principal: Whose rights: a region's reader sees their own region only.
        choice: KPI, year, place and category.
        told: What the charts speak of.
        split_code: procurement_region, region, category or a split of the KPI's own.
    """
    if split_code in PLACE_SPLITS:
        rows = fetch_kpi_places(principal, choice, place_level_code=split_code)
        told = build_everywhere(told)
        nation = fetch_kpi_places(principal, choice, place_level_code="nation")
        whole, chosen_code = nation.row(0, named=True)["actual"], choice.place_code
        rows_name, heading = (_(words) for words in PLACE_SPLITS[split_code])
    else:
        rows = fetch_kpi_split(principal, choice, split_code=split_code)
        whole, chosen_code = told.goal["actual"], choice.category_code
        rows_name, heading = _find_names(principal, choice, split_code)
    if check_all_held_back(rows):
        show_small_groups()
        return
    if rows["actual"].drop_nulls().is_empty():
        show_empty_state(
            _("Nothing is registered for this choice."), _("Choose another year.")
        )
        return
    show_chart(
        build_part_dots(
            told,
            rows,
            row_heading=heading,
            rows_name=rows_name,
            whole=whole,
            chosen_code=chosen_code,
            name=f"{choice.kpi_id.replace('-', '_').lower()}_{split_code}{told.suffix}",
        )
    )


def show_kpi_map(principal: Principal, choice: KpiChoice, told: Told) -> None:
    """Show one figure per region as tiles, with the outline map as the alternative."""
    rows = fetch_kpi_places(principal, choice, place_level_code="region")
    if rows["actual"].drop_nulls().is_empty():
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
    everywhere = build_everywhere(told)
    if form == "outlines":
        show_chart(build_outline_map(everywhere, rows, fetch_outlines(principal)))
    else:
        show_chart(build_tile_map(everywhere, rows))


def check_all_held_back(rows: pl.DataFrame) -> bool:
    """Tell whether there are figures, and none that the reader may see."""
    return (
        rows["actual"].drop_nulls().is_empty()
        and not rows["held_back_code"].drop_nulls().is_empty()
    )


def show_small_groups() -> None:
    """Say that there are figures, of too few people to be shown."""
    show_empty_state(
        _("The groups are too small to be shown in numbers (fewer than 5 people)."),
        _("Choose a larger place."),
    )


def _find_names(
    principal: Principal, choice: KpiChoice, split_code: str
) -> tuple[str, str]:
    if split_code == "category":
        return _("Categories"), _("Category")
    name = fetch_kpi_splits(principal, choice.kpi_id)[split_code]
    return name, name


def build_everywhere(told: Told) -> Told:
    """Build what a chart of every place speaks of: the chosen place does not matter."""
    return replace(told, place=told.category or _("every place"))


def _find_splits(principal: Principal, choice: KpiChoice, told: Told) -> dict[str, str]:
    """Find what the KPI can be divided by, places first."""
    codes = str(told.goal["splits"]).split()
    found = {}
    if "place" in codes:
        found |= {code: _(names[0]) for code, names in PLACE_SPLITS.items()}
    if "category" in codes:
        found["category"] = _("Categories")
    own = fetch_kpi_splits(principal, choice.kpi_id)
    return found | {code: name for code, name in own.items() if code != MEASURES}
