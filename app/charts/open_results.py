"""What is said openly of key figures: rows in, words and forms out."""

from datetime import date

import polars as pl

from app.charts.figures import (
    build_figure_cells,
    check_held_back,
    show_actual,
)
from app.charts.forms import Dots, Line
from app.charts.goal_words import STATUS_WORDS
from app.charts.spec import Cell, ChartSpec, Footer, Row, Table
from app.charts.takeaways import Measured, build_takeaway
from app.charts.words import Period, build_listing, build_short_names
from app.formatting import show_number
from app.messages import _, ngettext

FEWEST_DOTS = 3


def build_open_line(
    kpi: Row, rows: pl.DataFrame, *, place: str, footer: Footer
) -> ChartSpec:
    """Say how a key figure has gone in one place, year by year.

    Args:
        kpi: A row of `fetch_open_kpis`.
        rows: As from `fetch_open_figures` for one place, not empty.
        place: Its name.
        footer: Where the figures come from.
    """
    unit_code, found = kpi["unit_code"], rows.to_dicts()
    labels = tuple(str(row["period_year"]) for row in found)
    texts = tuple(show_actual(row, unit_code) for row in found)
    targets = tuple(row["target"] for row in found)
    has_target = any(target is not None for target in targets)
    table: list[tuple[Cell, ...]] = [
        (label, *build_figure_cells(row), target)
        for label, row, target in zip(labels, found, targets, strict=True)
    ]
    return ChartSpec(
        name=f"open_{kpi['kpi_id']}_by_year".replace("-", "_").lower(),
        title=_build_title(kpi, found),
        subtitle=_("Per year, %(place)s", place=place),
        alt=_("Line by year. %(listing)s.", listing=build_listing(labels, texts)),
        footer=footer,
        table=Table(
            (
                _("Year"),
                str(kpi["kpi_name"]),
                *(_("Numerator"), _("Denominator"), _("Target")),
            ),
            tuple(table),
        ),
        marks=Line(
            labels=labels,
            numbers=tuple(row["actual"] for row in found),
            texts=texts,
            targets=targets,
            target_text=_("target of the year") if has_target else "",
            accent=len(found) - 1,
            break_positions=tuple(
                at for at, row in enumerate(found) if at and row["is_new_series"]
            ),
            break_text=_("new series"),
        ),
        note=_build_note(found),
    )


def build_open_regions(
    kpi: Row, rows: pl.DataFrame, *, year: int, footer: Footer
) -> ChartSpec | None:
    """Say which regions stand where, of those whose figure is told; None when few are.

    Args:
        kpi: A row of `fetch_open_kpis`.
        rows: As from `fetch_open_figures` for one year.
        year: The year.
        footer: Where the figures come from.
    """
    unit_code = kpi["unit_code"]
    regions = rows.filter(pl.col("place_level_code") == "region")
    told = regions.filter(pl.col("actual").is_not_null()).sort(
        "actual", "place_name", descending=[True, False]
    )
    if told.height < FEWEST_DOTS:
        return None
    nation = rows.filter(pl.col("place_level_code") == "nation").to_dicts()
    reference = nation[0] if nation and nation[0]["actual"] is not None else None
    texts = tuple(show_actual(row, unit_code) for row in told.iter_rows(named=True))
    names = build_short_names(told["place_name"].to_list())
    return ChartSpec(
        name=f"open_{kpi['kpi_id']}_by_region".replace("-", "_").lower(),
        title=_(
            "%(place)s has the highest figure told: %(figure)s",
            place=names[0],
            figure=texts[0],
        ),
        subtitle=f"{kpi['kpi_name']} {year}",
        alt=_("Dots by region. %(listing)s.", listing=build_listing(names, texts)),
        footer=footer,
        table=build_places_table(rows),
        marks=Dots(
            labels=names,
            numbers=tuple(told["actual"]),
            texts=texts,
            accent=0,
            reference=reference["actual"]
            if reference and unit_code != "count"
            else None,
            reference_text=_("the whole country") if reference else "",
        ),
        note=_build_note(regions.to_dicts()),
    )


def build_places_table(rows: pl.DataFrame) -> Table:
    """Build a row per place whose figure of the year is told.

    Args:
        rows: As from `fetch_open_figures` for one year.
    """
    headings = (_("Place"), _("Figure"), _("Numerator"), _("Denominator"))
    cells: list[tuple[Cell, ...]] = [
        (row["place_name"], *build_figure_cells(row))
        for row in rows.iter_rows(named=True)
        if not check_held_back(row)
    ]
    return Table(headings, tuple(cells))


def build_told_title(kpi: Row, rows: pl.DataFrame, *, year: int) -> str:
    """Say for how many places the figure of the year is told.

    Args:
        kpi: A row of `fetch_open_kpis`.
        rows: As from `fetch_open_figures` for one year.
        year: The year.
    """
    n_told = rows.height - rows["held_back_code"].drop_nulls().len()
    return ngettext(
        "%(what)s %(year)s: told for %(told)s of %(n)s place",
        "%(what)s %(year)s: told for %(told)s of %(n)s places",
        rows.height,
        what=kpi["kpi_name"],
        year=str(year),
        told=show_number(n_told),
    )


def show_gate() -> str:
    """Say what is never shown openly."""
    return _(
        "Counts of 1 to 4 persons, suppliers, contracts or cases are not shown, nor is "
        "what would tell of them by difference."
    )


def _build_title(kpi: Row, rows: list[Row]) -> str:
    last = rows[-1]
    year = last["period_year"]
    if check_held_back(last):
        return _(
            "The figure for %(year)s is not told: it would tell of few", year=str(year)
        )
    measured = Measured(kpi["kpi_name"], kpi["unit_code"], kpi["unit_name"])
    # Only the year of a break is published: both years beside it are taken as broken.
    breaks = [date(row["period_year"], 7, 1) for row in rows if row["is_new_series"]]
    words = build_takeaway(
        measured,
        {row["period_year"]: row for row in rows},
        Period(year=year, part_year=None),
        breaks,
    )
    if last["status_code"] not in {"met", "partly_met", "not_met"}:
        return words
    status = STATUS_WORDS[last["status_code"]]
    judged = _(status).lower()
    return _("%(takeaway)s (goal: %(status)s)", takeaway=words, status=judged)


def _build_note(rows: list[Row]) -> str:
    return show_gate() if any(check_held_back(row) for row in rows) else ""
