"""What the maps of the regions say, as tiles of one size or as outlines."""

import polars as pl

from app.charts.forms import Outline, OutlineMap, Tiles
from app.charts.spec import ChartSpec, Footer, Table
from app.charts.words import build_listing, build_short_names, build_silence_note
from app.formatting import show_number
from app.messages import _, ngettext

N_STEPS = 5
LONGEST_LINE = 14


def build_tile_map(
    rows: pl.DataFrame, *, what: str, place: str, footer: Footer
) -> ChartSpec:
    """Say where something is registered, every region the same size.

    Args:
        rows: As from `fetch_region_counts`.
        what: The activity and year in words.
        place: Category in words, for the subtitle.
        footer: Where the figures come from.
    """
    steps, scale = build_steps(rows["n_activities"].to_list())
    marks = Tiles(
        labels=tuple(
            name.replace(" ", "\n", 1) if len(name) > LONGEST_LINE else name
            for name in build_short_names(rows["place_name"].to_list())
        ),
        names=tuple(rows["place_name"]),
        rows=tuple(rows["tile_row"]),
        columns=tuple(rows["tile_column"]),
        texts=tuple(show_number(number) for number in rows["n_activities"]),
        steps=steps,
        scale_texts=scale,
    )
    return _build_map("regions_as_tiles", rows, marks, what, place, footer)


def build_outline_map(
    rows: pl.DataFrame,
    outlines: tuple[Outline, ...],
    *,
    what: str,
    place: str,
    footer: Footer,
) -> ChartSpec:
    """Say where something is registered, on the regions' outlines.

    Args:
        rows: As from `fetch_region_counts`.
        outlines: One per ring; see `build_outlines`.
        what: The activity and year in words.
        place: Category in words, for the subtitle.
        footer: Where the figures come from.
    """
    steps, scale = build_steps(rows["n_activities"].to_list())
    marks = OutlineMap(
        outlines=outlines,
        place_codes=tuple(rows["place_code"]),
        names=tuple(rows["place_name"]),
        texts=tuple(show_number(number) for number in rows["n_activities"]),
        steps=steps,
        scale_texts=scale,
    )
    return _build_map("regions_on_a_map", rows, marks, what, place, footer)


def build_steps(
    numbers: list[int | None],
) -> tuple[tuple[int | None, ...], tuple[str, ...]]:
    """Divide counts into at most five equally wide steps.

    Returns:
        Each number's step 0-4, None where there is none, and the steps' ranges in
        words.
    """
    highest = max((number for number in numbers if number), default=0)
    width = max(1, -(-highest // N_STEPS))
    n_steps = -(-highest // width)
    steps = tuple(
        None if number is None else max(0, number - 1) // width for number in numbers
    )
    ends = [(at * width + 1, (at + 1) * width) for at in range(n_steps)]
    scale = tuple(
        show_number(low)
        if low == high
        else f"{show_number(low)}\u2013{show_number(high)}"
        for low, high in ends
    )
    return steps, scale


def _build_map(
    name: str,
    rows: pl.DataFrame,
    marks: Tiles | OutlineMap,
    what: str,
    place: str,
    footer: Footer,
) -> ChartSpec:
    n_known = rows["n_activities"].drop_nulls().len()
    listing = build_listing(marks.names, marks.texts)
    return ChartSpec(
        name=name,
        title=ngettext(
            "%(known)s of %(n)s region has something registered",
            "%(known)s of %(n)s regions have something registered",
            rows.height,
            known=show_number(n_known),
        ),
        subtitle=_("%(what)s, number, %(place)s", what=what, place=place),
        alt=_("Map of the regions. %(listing)s.", listing=listing),
        note=build_silence_note(rows),
        footer=footer,
        table=Table(
            (_("Region"), what), tuple(rows.select("place_name", "n_activities").rows())
        ),
        marks=marks,
    )
