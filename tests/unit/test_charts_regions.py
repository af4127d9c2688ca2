from datetime import date

import polars as pl
import pytest

from app.charts.forms import Dots, Outline, OutlineMap, Tiles
from app.charts.kpi_line import Told
from app.charts.kpi_parts import (
    build_beside_sentence,
    build_part_dots,
    show_code_words,
)
from app.charts.regions import build_outline_map, build_steps, build_tile_map
from app.charts.spec import ChartSpec, Footer
from app.charts.words import Period

FOOTER = Footer("källa", date(2025, 10, 31), "Hela landet", "b1", is_example=True)
ROWS = pl.DataFrame(
    {
        "row_code": ["09", "12", "23"],
        "row_name": ["Region Gotland", "Region Skåne", "Region Jämtland Härjedalen"],
        "tile_row": [7, 8, 3],
        "tile_column": [4, 1, 2],
        "actual": [2.0, 9.0, None],
        "actual_low": pl.Series([None] * 3, dtype=pl.Float64),
        "actual_high": pl.Series([None] * 3, dtype=pl.Float64),
        "numerator": [2.0, 9.0, None],
        "denominator": pl.Series([None] * 3, dtype=pl.Float64),
    }
)
SHARES = ROWS.with_columns(
    actual=pl.Series([50.0, 80.0, None]),
    actual_low=pl.Series([9.0, 71.0, None]),
    actual_high=pl.Series([91.0, 87.0, None]),
    numerator=pl.Series([1.0, 80.0, None]),
    denominator=pl.Series([2.0, 100.0, None]),
)


def build_told(unit_code: str = "count") -> Told:
    goal = {"kpi_name": "Revisioner", "unit_code": unit_code, "unit_name": "st"}
    return Told(goal, Period(2024, 2025), "Hela landet", is_whole=True, footer=FOOTER)


def build_dots(rows: pl.DataFrame, unit_code: str, **more: object) -> ChartSpec:
    return build_part_dots(
        build_told(unit_code),
        rows,
        row_heading="Region",
        rows_name="Regioner",
        **more,
    )


def test_dots_are_sorted_and_the_silent_are_named_not_drawn() -> None:
    spec = build_dots(ROWS, "count")
    assert isinstance(spec.marks, Dots)
    assert spec.marks.labels == ("Region Skåne", "Region Gotland")
    assert spec.title == "Regioner: från 2 till 9"
    assert "Uppgift saknas för 1: Region Jämtland Härjedalen." in spec.note
    assert ("Region Jämtland Härjedalen", None, None, None) in spec.table.rows


def test_too_few_cases_are_not_ranked_and_the_intervals_are_drawn() -> None:
    few = SHARES.with_columns(actual=pl.Series([100.0, 80.0, None]))
    spec = build_dots(few, "percent", whole=79.0)
    assert isinstance(spec.marks, Dots)
    assert spec.marks.labels == ("Region Skåne", "Region Gotland")
    assert spec.marks.texts[1] == "1 av 2"
    assert spec.marks.highs == (87.0, 91.0)
    assert spec.marks.reference == 79.0
    assert spec.title == (
        "Regioner: för få fall för att rangordna (alla tillsammans 79\xa0%)"
    )
    assert "Under 20 fall är för få" in spec.note


def test_the_title_speaks_of_the_chosen_region() -> None:
    spec = build_dots(ROWS, "count", chosen_code="09")
    assert spec.title == "Region Gotland: 2"
    assert isinstance(spec.marks, Dots)
    assert spec.marks.accent == 1


def test_a_code_is_put_into_words_and_a_text_is_left_as_it_is() -> None:
    assert show_code_words("e_learning") == "E-utbildning"
    assert show_code_words("something_new") == "Something new"
    assert show_code_words("Levnadslöner i ILO:s tolkning") == (
        "Levnadslöner i ILO:s tolkning"
    )


def test_tiles_show_every_region_and_a_dash_where_nothing_is_known() -> None:
    spec = build_tile_map(build_told(), ROWS)
    assert isinstance(spec.marks, Tiles)
    assert spec.marks.labels == ("Gotland", "Skåne", "Jämtland\nHärjedalen")
    assert spec.marks.texts == ("2", "9", "–")
    assert spec.marks.steps[2] is None
    assert spec.title == "2 av 3 regioner har uppgift, från 2 till 9"
    assert "inte är samma sak som noll: Region Jämtland" in spec.note


def test_both_maps_say_the_same() -> None:
    outlines = (Outline("09", (18.0, 19.0, 18.5), (57.0, 57.0, 58.0)),)
    tiles = build_tile_map(build_told(), ROWS)
    lying = build_outline_map(build_told(), ROWS, outlines)
    assert isinstance(lying.marks, OutlineMap)
    assert isinstance(tiles.marks, Tiles)
    assert lying.marks.steps == tiles.marks.steps
    assert (lying.title, lying.alt, lying.table) == (
        tiles.title,
        tiles.alt,
        tiles.table,
    )


@pytest.mark.parametrize(
    ("numbers", "unit_code", "steps", "scale"),
    [
        ([1, 5, 10], "count", (0, 2, 4), ("1–2", "3–4", "5–6", "7–8", "9–10")),
        ([0, 2, None], "count", (0, 2, None), ("0", "1", "2")),
        ([20, 20.1, 100], "percent", (0, 1, 4), None),
        ([0.5, 1.0], "ratio", (2, 4), None),
    ],
)
def test_steps_are_at_most_five(
    numbers: list[float | None],
    unit_code: str,
    steps: tuple[int | None, ...],
    scale: tuple[str, ...] | None,
) -> None:
    found, words = build_steps(numbers, unit_code)
    assert found == steps
    assert len(words) <= 5
    assert scale is None or words == scale


def test_two_ends_beside_a_figure_are_one_range() -> None:
    rows = pl.DataFrame(
        {
            "row_code": ["cases", "interval_from", "interval_to"],
            "row_name": ["Fall", "95-procentigt intervall från", "till"],
            "numerator": [12.0, 0.55, 0.75],
            "denominator": [None, None, None],
            "held_back_code": [None, None, None],
        }
    )
    sentence = build_beside_sentence(rows, "kappa")
    assert (
        sentence == "Bredvid talet: Fall 12,00, 95-procentigt intervall 0,55\u20130,75."
    )
