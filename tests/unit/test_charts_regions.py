from datetime import date

import polars as pl
import pytest

from app.charts.comparison import build_dots
from app.charts.forms import Dots, Outline, OutlineMap, Tiles
from app.charts.regions import build_outline_map, build_steps, build_tile_map
from app.charts.spec import Footer

FOOTER = Footer("källa", date(2025, 10, 31), "Hela landet", "b1", is_example=True)
ROWS = pl.DataFrame(
    {
        "place_code": ["09", "12", "23"],
        "place_name": ["Region Gotland", "Region Skåne", "Region Jämtland Härjedalen"],
        "tile_row": [7, 8, 3],
        "tile_column": [4, 1, 2],
        "n_activities": [2, 9, None],
    }
)
TOLD = {"what": "Revisioner 2024", "place": "Alla kategorier", "footer": FOOTER}


def test_dots_are_sorted_and_the_silent_are_named_not_drawn() -> None:
    spec = build_dots(ROWS, row_heading="Region", **TOLD)
    assert isinstance(spec.marks, Dots)
    assert spec.marks.labels == ("Region Skåne", "Region Gotland")
    assert spec.marks.reference == pytest.approx(5.5)
    assert spec.title == "Region Skåne har flest: 9 av 11"
    assert "inte är samma sak som noll: Region Jämtland Härjedalen" in spec.note
    assert ("Region Jämtland Härjedalen", None) in spec.table.rows


def test_equals_are_never_ranked() -> None:
    level = ROWS.with_columns(n_activities=pl.lit(2))
    spec = build_dots(level, row_heading="Region", **TOLD)
    assert spec.title == "Region Gotland och 2 till har flest: 2 var av 6"


def test_the_title_speaks_of_the_chosen_region() -> None:
    spec = build_dots(ROWS, row_heading="Region", chosen_code="09", **TOLD)
    assert spec.title == "Region Gotland: 2 av 11"
    assert isinstance(spec.marks, Dots)
    assert spec.marks.accent == 1


def test_tiles_show_every_region_and_a_dash_where_nothing_is_known() -> None:
    spec = build_tile_map(ROWS, **TOLD)
    assert isinstance(spec.marks, Tiles)
    assert spec.marks.labels == ("Gotland", "Skåne", "Jämtland\nHärjedalen")
    assert spec.marks.texts == ("2", "9", "–")
    assert spec.marks.steps[2] is None
    assert spec.title == "2 av 3 regioner har något registrerat"


def test_both_maps_say_the_same() -> None:
    outlines = (Outline("09", (18.0, 19.0, 18.5), (57.0, 57.0, 58.0)),)
    tiles = build_tile_map(ROWS, **TOLD)
    lying = build_outline_map(ROWS, outlines, **TOLD)
    assert isinstance(lying.marks, OutlineMap)
    assert isinstance(tiles.marks, Tiles)
    assert lying.marks.steps == tiles.marks.steps
    assert (lying.title, lying.alt, lying.table) == (
        tiles.title,
        tiles.alt,
        tiles.table,
    )


@pytest.mark.parametrize(
    ("numbers", "steps", "scale"),
    [
        ([1, 5, 10], (0, 2, 4), ("1–2", "3–4", "5–6", "7–8", "9–10")),
        ([1, 2, None], (0, 1, None), ("1", "2")),
        ([None, None], (None, None), ()),
    ],
)
def test_steps_are_whole_numbers_and_at_most_five(
    numbers: list[int | None], steps: tuple[int | None, ...], scale: tuple[str, ...]
) -> None:
    assert build_steps(numbers) == (steps, scale)
