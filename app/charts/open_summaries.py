"""What is said openly of closed follow-ups and their traffic lights."""

import polars as pl

from app.charts.case_words import METHOD_NAMES
from app.charts.forms import Segment, Shares
from app.charts.spec import Cell, ChartSpec, Footer, Table
from app.charts.words import build_listing
from app.formatting import show_number
from app.messages import N_, _

# Each with a sign of its own, so that no colour is needed to tell them apart.
LIGHTS = {
    "green": N_("\u25cf Green: nothing left to correct"),
    "yellow": N_("\u25d0 Yellow: being handled"),
    "red": N_("\u25a0 Red: not corrected in time"),
}
BASES = {"given": N_("given by the secretariat"), "by_rule": N_("from the deviations")}
NO_LIGHT = N_("no light")


def build_lights_by_year(summaries: pl.DataFrame, *, footer: Footer) -> ChartSpec:
    """Say how many published summaries had which light, year by year.

    Args:
        summaries: As from `fetch_open_summaries`, not empty.
        footer: Where the figures come from.
    """
    counts = _count_lights(summaries)
    labels = tuple(str(year) for year in counts["published_year"])
    newest = counts.row(0, named=True)
    texts = tuple(show_number(number) for number in counts["n"])
    return ChartSpec(
        name="open_lights_by_year",
        title=_(
            "%(green)s of %(n)s summaries published in %(year)s had a green light",
            green=show_number(newest["green"]),
            n=show_number(newest["n"]),
            year=labels[0],
        ),
        subtitle=_("Published summaries of closed follow-ups, by traffic light"),
        alt=_(
            "Bars to 100 percent by year, with the number of summaries. %(listing)s.",
            listing=build_listing(labels, texts),
        ),
        footer=footer,
        table=_build_counts(counts),
        marks=Shares(labels=labels, segments=_build_segments(counts), end_texts=texts),
        note=_(
            "Where the secretariat gave no light it follows from the deviations, by a "
            "rule modelled on that of Adda: red is not corrected in time, yellow is "
            "being handled, green is nothing left. Suppliers are not named, and those "
            "with an open case are left out."
        ),
    )


def build_summaries_table(summaries: pl.DataFrame) -> Table:
    """Build a row per summary.

    Args:
        summaries: As from `fetch_open_summaries`.
    """
    cells: list[tuple[Cell, ...]] = []
    for row in summaries.iter_rows(named=True):
        light = LIGHTS.get(row["traffic_light_code"], NO_LIGHT)
        basis = BASES.get(row["light_basis_code"], "")
        method = METHOD_NAMES[row["method_code"]]
        cells.append(
            (
                str(row["published_year"]),
                row["category_name"],
                _(method),
                _(light),
                _(basis) if basis else "",
            )
        )
    headings = (
        *(_("Published"), _("Category"), _("Method")),
        *(_("Traffic light"), _("The light is")),
    )
    return Table(headings, tuple(cells))


def _count_lights(summaries: pl.DataFrame) -> pl.DataFrame:
    n_of_lights = [
        (pl.col("traffic_light_code") == code).sum().alias(code) for code in LIGHTS
    ]
    return (
        summaries.group_by("published_year")
        .agg(pl.len().alias("n"), *n_of_lights)
        .sort("published_year", descending=True)
        .with_columns(left=pl.col("yellow") + pl.col("red"))
        .with_columns(unknown=pl.col("n") - pl.col("green") - pl.col("left"))
    )


def _build_segments(counts: pl.DataFrame) -> tuple[Segment, ...]:
    segments = (
        ("green", "yes", _("Green")),
        ("left", "no", _("Yellow or red")),
        ("unknown", "unknown", _("No light")),
    )
    return tuple(
        Segment(
            words,
            role,
            tuple(100 * counts[name] / counts["n"]),
            tuple(show_number(number) for number in counts[name]),
        )
        for name, role, words in segments
    )


def _build_counts(counts: pl.DataFrame) -> Table:
    rows = counts.select("published_year", "green", "yellow", "red", "unknown", "n")
    headings = (
        *(_("Published"), _("Green"), _("Yellow"), _("Red")),
        *(_("No light"), _("Summaries")),
    )
    cells: list[tuple[Cell, ...]] = [
        (str(year), *numbers) for year, *numbers in rows.iter_rows()
    ]
    return Table(headings, tuple(cells))
