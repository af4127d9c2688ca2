"""What the maps of the regions say, as tiles of one size or as outlines."""

import polars as pl

from app.charts.figures import (
    build_figure_cells,
    build_small_group_note,
    check_held_back,
    check_too_few,
    show_actual,
    show_figure,
)
from app.charts.forms import Outline, OutlineMap, Tiles
from app.charts.kpi_line import Told
from app.charts.part_words import show_span
from app.charts.spec import ChartSpec, Table
from app.charts.words import build_listing, build_short_names
from app.formatting import show_number
from app.messages import _, ngettext

N_STEPS = 5
LONGEST_LINE = 14
# Shares have the same steps on every map, so that maps can be compared.
SHARE_ENDS = (20, 40, 60, 80, 100)


def build_tile_map(told: Told, rows: pl.DataFrame) -> ChartSpec:
    """Say where a figure is known and how high, every region the same size.

    Args:
        told: Goal, period and place.
        rows: As from `fetch_kpi_places` for regions.
    """
    steps, scale = build_steps(rows["actual"].to_list(), told.unit_code)
    marks = Tiles(
        labels=tuple(
            name.replace(" ", "\n", 1) if len(name) > LONGEST_LINE else name
            for name in build_short_names(rows["row_name"].to_list())
        ),
        names=tuple(rows["row_name"]),
        rows=tuple(rows["tile_row"]),
        columns=tuple(rows["tile_column"]),
        texts=_show_actuals(told, rows),
        steps=steps,
        scale_texts=scale,
    )
    return _build_map("regions_as_tiles", told, rows, marks)


def build_outline_map(
    told: Told, rows: pl.DataFrame, outlines: tuple[Outline, ...]
) -> ChartSpec:
    """Say where a figure is known and how high, on the regions' outlines.

    Args:
        told: Goal, period and place.
        rows: As from `fetch_kpi_places` for regions.
        outlines: One per ring; see `fetch_outlines`.
    """
    steps, scale = build_steps(rows["actual"].to_list(), told.unit_code)
    marks = OutlineMap(
        outlines=outlines,
        place_codes=tuple(rows["row_code"]),
        names=tuple(rows["row_name"]),
        texts=_show_actuals(told, rows),
        steps=steps,
        scale_texts=scale,
    )
    return _build_map("regions_on_a_map", told, rows, marks)


def build_steps(
    numbers: list[float | None], unit_code: str
) -> tuple[tuple[int | None, ...], tuple[str, ...]]:
    """Divide figures into at most five equally wide steps.

    Returns:
        Each figure's step 0-4, None where there is none, and the steps' ranges in
        words.
    """
    if unit_code == "percent":
        ends: tuple[float, ...] = SHARE_ENDS
    elif unit_code == "count":
        ends = _find_count_ends(numbers)
    else:
        highest = max((number for number in numbers if number), default=1)
        ends = tuple(highest * (at + 1) / N_STEPS for at in range(N_STEPS))
    steps = tuple(
        None
        if number is None
        else next(at for at, end in enumerate(ends) if number <= end or end == ends[-1])
        for number in numbers
    )
    return steps, _show_ends(ends, unit_code)


def _find_count_ends(numbers: list[float | None]) -> tuple[int, ...]:
    """Give a known zero a step of its own."""
    highest = int(max((number for number in numbers if number), default=1))
    zero = (0,) if 0 in numbers else ()
    width = max(1, -(-highest // (N_STEPS - len(zero))))
    return *zero, *((at + 1) * width for at in range(-(-highest // width)))


def _show_ends(ends: tuple[float, ...], unit_code: str) -> tuple[str, ...]:
    if unit_code != "count":
        words = [show_figure(end, unit_code) for end in ends]
        return tuple(_("to %(end)s", end=word) for word in words)
    lows = [min(1, int(ends[0])), *(int(end) + 1 for end in ends[:-1])]
    return tuple(
        show_number(low)
        if low == end
        else f"{show_number(low)}\u2013{show_number(end)}"
        for low, end in zip(lows, ends, strict=True)
    )


def _show_actuals(told: Told, rows: pl.DataFrame) -> tuple[str, ...]:
    return tuple(show_actual(row, told.unit_code) for row in rows.iter_rows(named=True))


def _build_map(
    name: str, told: Told, rows: pl.DataFrame, marks: Tiles | OutlineMap
) -> ChartSpec:
    listing = build_listing(marks.names, marks.texts)
    what = str(told.goal["kpi_name"])
    return ChartSpec(
        name=name,
        title=_build_title(told, rows),
        subtitle=_(
            "%(what)s %(year)s, %(place)s",
            what=what,
            year=told.period.year,
            place=told.place,
        ),
        alt=_("Map of the regions. %(listing)s.", listing=listing),
        note=_build_note(rows),
        footer=told.footer,
        table=Table(
            (_("Region"), what),
            tuple(
                (row["row_name"], build_figure_cells(row)[0])
                for row in rows.iter_rows(named=True)
            ),
        ),
        marks=marks,
    )


def _build_title(told: Told, rows: pl.DataFrame) -> str:
    """Say how many regions have a figure, and the span of those with enough cases."""
    known = rows.filter(pl.col("actual").is_not_null())
    words = ngettext(
        "%(known)s of %(n)s region has a figure",
        "%(known)s of %(n)s regions have a figure",
        rows.height,
        known=show_number(known.height),
    )
    enough = [row for row in known.iter_rows(named=True) if not check_too_few(row)]
    if len(enough) < 2:
        return words
    return f"{words}, {show_span(enough, told.unit_code)}"


def _build_note(rows: pl.DataFrame) -> str:
    silent = [
        str(row["row_name"])
        for row in rows.iter_rows(named=True)
        if row["actual"] is None and not check_held_back(row)
    ]
    notes = [build_small_group_note(rows.iter_rows(named=True))]
    if silent:
        names = ", ".join(silent)
        notes.append(
            _("No figure, which is not the same as zero: %(names)s.", names=names)
        )
    return " ".join(notes).strip()
