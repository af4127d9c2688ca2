"""The charts of one KPI, fetched and built: the same on a page and in a report.

choice ─fetch→ rows ─build→ ChartSpec, or Missing: why there is none
"""

from dataclasses import dataclass, replace

import polars as pl

from app.access import Principal
from app.charts.kpi_line import Told, build_forecast_sentence, build_kpi_line
from app.charts.kpi_parts import build_beside_sentence, build_part_dots
from app.charts.region_comparison import build_region_comparison
from app.charts.region_measures import Compared
from app.charts.regions import build_outline_map, build_tile_map
from app.charts.spec import ChartSpec
from app.messages import N_, _
from app.queries.forecasts import fetch_forecast_accuracy
from app.queries.goal_card import fetch_region_comparison
from app.queries.kpi_figures import KpiChoice, fetch_kpi_breaks, fetch_kpi_places
from app.queries.kpi_splits import fetch_kpi_split, fetch_kpi_splits
from app.queries.outlines import fetch_outlines

MEASURES = "measure"
PLACE_SPLITS = {
    "procurement_region": (N_("Procurement regions"), N_("Procurement region")),
    "region": (N_("Regions"), N_("Region")),
}


@dataclass(frozen=True)
class Missing:
    """Why there is no chart, and what the reader can do; translated sentences."""

    why: str
    advice: str


def build_line(
    principal: Principal, choice: KpiChoice, told: Told, years: pl.DataFrame
) -> ChartSpec | Missing:
    """Build the KPI by year beside its targets.

    Args:
        principal: Whose rights.
        choice: KPI, year, place and category.
        told: What the chart speaks of.
        years: As `build_kpi_line` takes them.
    """
    if check_all_held_back(years):
        return build_small_groups()
    if years["actual"].drop_nulls().is_empty():
        return Missing(
            _("Cannot be assessed: no figure has been received for any year."),
            _("See on the page Data what has been received."),
        )
    breaks = fetch_kpi_breaks(principal, choice.kpi_id)["broken_on"].to_list()
    return build_kpi_line(told, years, breaks)


def build_line_sentences(
    principal: Principal, choice: KpiChoice, told: Told
) -> tuple[str, ...]:
    """Build what is said under the line: what stands beside it, how the year may end.

    Targets and forecasts are for all categories together: of one there is nothing.
    """
    if not told.is_whole:
        return ()
    measures = fetch_kpi_split(principal, choice, split_code=MEASURES)
    accuracy = fetch_forecast_accuracy(principal, choice.kpi_id)
    sentences = (
        build_beside_sentence(measures, told.unit_code),
        build_forecast_sentence(told.goal, accuracy),
    )
    return tuple(sentence for sentence in sentences if sentence)


def build_split(
    principal: Principal, choice: KpiChoice, told: Told, *, split_code: str
) -> ChartSpec | Missing:
    """Build the year's figure of each part of one split.

    Args:
        principal: Whose rights: a region's reader gets their own region only.
        choice: KPI, year, place and category.
        told: What the chart speaks of.
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
        return build_small_groups()
    if rows["actual"].drop_nulls().is_empty():
        return Missing(
            _("Nothing is registered for this choice."), _("Choose another year.")
        )
    return build_part_dots(
        told,
        rows,
        row_heading=heading,
        rows_name=rows_name,
        whole=whole,
        chosen_code=chosen_code,
        name=f"{choice.kpi_id.replace('-', '_').lower()}_{split_code}{told.suffix}",
    )


def build_map(
    principal: Principal, choice: KpiChoice, told: Told, *, has_outlines: bool = False
) -> ChartSpec | None:
    """Build one figure per region as tiles or outlines; None without any figure."""
    rows = fetch_kpi_places(principal, choice, place_level_code="region")
    if rows["actual"].drop_nulls().is_empty():
        return None
    everywhere = build_everywhere(told)
    if has_outlines:
        return build_outline_map(everywhere, rows, fetch_outlines(principal))
    return build_tile_map(everywhere, rows)


def find_comparison(principal: Principal, choice: KpiChoice) -> pl.DataFrame | Missing:
    """Find the regions side by side, every measure; as `fetch_region_comparison`."""
    rows = fetch_region_comparison(principal, choice.kpi_id, year=choice.year)
    if not rows.is_empty():
        return rows
    return Missing(
        _("The regions cannot be compared fairly on this figure."),
        _(
            "It is followed for the whole country, or is neither a share nor a "
            "count whose regions add up, or nothing is counted for the year, or "
            "every region has too few people to be shown."
        ),
    )


def build_comparison(
    rows: pl.DataFrame, choice: KpiChoice, told: Told, *, measure_code: str
) -> ChartSpec:
    """Build the regions on equal terms by one of the measures that `rows` have."""
    compared = Compared(
        what=str(told.goal["kpi_name"]),
        measure_code=measure_code,
        year=choice.year,
        chosen_code=choice.place_code,
        footer=told.footer,
    )
    of_measure = rows.filter(pl.col("measure_code") == measure_code)
    return build_region_comparison(of_measure, compared)


def find_splits(principal: Principal, choice: KpiChoice, told: Told) -> dict[str, str]:
    """Find what the KPI can be divided by, places first: code to name."""
    codes = str(told.goal["splits"]).split()
    found = {}
    if "place" in codes:
        found |= {code: _(names[0]) for code, names in PLACE_SPLITS.items()}
    if "category" in codes:
        found["category"] = _("Categories")
    own = fetch_kpi_splits(principal, choice.kpi_id)
    return found | {code: name for code, name in own.items() if code != MEASURES}


def check_all_held_back(rows: pl.DataFrame) -> bool:
    """Tell whether there are figures, and none that the reader may see."""
    return (
        rows["actual"].drop_nulls().is_empty()
        and not rows["held_back_code"].drop_nulls().is_empty()
    )


def build_small_groups() -> Missing:
    """Build that there are figures, of too few people to be shown."""
    return Missing(
        _("The groups are too small to be shown in numbers (fewer than 5 people)."),
        _("Choose a larger place."),
    )


def build_everywhere(told: Told) -> Told:
    """Build what a chart of every place speaks of: the chosen place does not matter."""
    return replace(told, place=told.category or _("every place"))


def _find_names(
    principal: Principal, choice: KpiChoice, split_code: str
) -> tuple[str, str]:
    if split_code == "category":
        return _("Categories"), _("Category")
    name = fetch_kpi_splits(principal, choice.kpi_id)[split_code]
    return name, name
