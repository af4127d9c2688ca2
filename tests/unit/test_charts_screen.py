from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import pytest

from app.charts.forms import (
    Calendar,
    Columns,
    Dots,
    Line,
    Marks,
    Outline,
    OutlineMap,
    Segment,
    Shares,
    Tiles,
    Trend,
    Waterfall,
)
from app.charts.screen import draw_chart
from app.charts.sparkline import draw_trend
from app.charts.spec import ChartSpec, Footer, Table
from app.theme import ACCENT, CONTEXT, SEQUENCE, WHITE

NAUGHTY = "<b>Ek</b> & <script>"
FORMS: dict[str, Marks] = {
    "calendar": Calendar(
        (NAUGHTY, "B"),
        *((0, 1, 1), (40, 200, 300), ("held", "planned", "cancelled")),
        *((NAUGHTY, "b", "c"), ("jan", "feb"), ("1 hållen", "0"), ("h", "p", "i")),
    ),
    "line": Line(
        labels=("2022", "2023", "2024", NAUGHTY),
        numbers=(10, None, 14, 9),
        texts=("10", "–", "14", NAUGHTY),
        targets=(None, 12, 12, 14),
        target_text="mål",
        accent=2,
        open_positions=(3,),
        break_positions=(2,),
        forecast=15,
        forecast_low=13,
        forecast_high=17,
        forecast_text=NAUGHTY,
        range_text="13–17",
    ),
    "columns": Columns(("2023", NAUGHTY), (4, None), ("4", "–"), 0, (1,)),
    "dots": Dots((NAUGHTY, "B"), (9, 2), ("9", "2"), 0, 5.5, "medel 5,5"),
    "shares": Shares(
        (NAUGHTY,),
        (
            Segment("Ja", "yes", (20.0,), ("1 av 5",)),
            Segment("Nej", "no", (20.0,), ("1 av 5",)),
            Segment("Okänt", "unknown", (60.0,), ("3 av 5",)),
        ),
        ("1 av 5",),
    ),
    "tiles": Tiles(
        (NAUGHTY, "B"), ("A", "B"), (1, 2), (1, 2), ("1", "–"), (4, None), ("1",)
    ),
    "outlines": OutlineMap(
        (
            Outline("01", (1.0, 2.0, 1.5), (1.0, 1.0, 2.0)),
            Outline("99", (3.0, 4.0, 3.5), (1.0, 1.0, 2.0)),
        ),
        ("01",),
        (NAUGHTY,),
        ("1",),
        (0,),
        ("1",),
    ),
    "waterfall": Waterfall((NAUGHTY, "B"), (9.0, -3.0), ("+9", "–3"), "Summa", "+6"),
}


def build_spec(marks: Marks) -> ChartSpec:
    footer = Footer("källa", date(2025, 10, 31), "Hela landet", "b1", is_example=True)
    return ChartSpec(
        name="chart",
        title="titel",
        subtitle="",
        alt="",
        footer=footer,
        table=Table((), ()),
        marks=marks,
    )


def draw(form: str) -> go.Figure:
    return draw_chart(build_spec(FORMS[form]))


@pytest.mark.parametrize("form", FORMS)
def test_text_from_data_is_never_markup_in_a_chart(form: str) -> None:
    written = draw(form).to_json()
    assert "<b>Ek" not in written.replace("\\u003c", "<").replace("\\u003e", ">")
    assert "&lt;b&gt;Ek" in written.replace("\\u0026", "&")


@pytest.mark.parametrize("form", FORMS)
def test_no_chart_has_a_legend_box_a_title_or_a_fetched_layer(form: str) -> None:
    figure = draw(form)
    assert not figure.layout.title.text
    assert figure.layout.template.layout.showlegend is False
    assert {trace.type for trace in figure.data} <= {"bar", "scatter"}
    assert figure.layout.height


def test_columns_begin_at_zero_and_only_one_is_the_accent() -> None:
    figure = draw("columns")
    assert figure.layout.yaxis.range[0] == 0
    assert figure.data[0].marker.color == (ACCENT, CONTEXT)
    assert figure.data[0].marker.pattern.shape == ("", "/")
    assert figure.data[0].y == (4, None)


def test_unknown_is_grey_and_bars_reach_a_hundred() -> None:
    figure = draw("shares")
    assert [bar.marker.color for bar in figure.data][-1] == CONTEXT
    assert sum(bar.x[0] for bar in figure.data) == 100
    assert figure.layout.barmode == "stack"


def test_tiles_are_all_the_same_size() -> None:
    sizes = {
        (round(tile.x1 - tile.x0, 6), round(tile.y1 - tile.y0, 6))
        for tile in draw("tiles").layout.shapes
    }
    assert len(sizes) == 1


def test_a_dark_tile_has_white_text_and_an_unknown_one_is_not_coloured() -> None:
    figure = draw("tiles")
    assert figure.layout.shapes[0].fillcolor == SEQUENCE[4]
    assert figure.data[0].textfont.color[0] == WHITE
    assert figure.layout.shapes[1].fillcolor not in SEQUENCE


def test_an_outline_without_a_figure_is_drawn_but_says_nothing() -> None:
    figure = draw("outlines")
    assert [ring.hoverinfo for ring in figure.data] == ["text", "skip"]
    assert figure.layout.yaxis.scaleanchor == "x"


def test_the_waterfall_ends_where_the_points_sum_to() -> None:
    bars = draw("waterfall").data[0]
    assert bars.base == (0.0, 9.0, 0.0)
    assert bars.x == (9.0, -3.0, 6.0)


def test_a_chart_is_drawn_once_for_each_spec() -> None:
    spec = build_spec(FORMS["dots"])
    assert draw_chart(spec) is draw_chart(replace(spec))


def test_no_line_is_drawn_across_a_break_or_into_an_open_year() -> None:
    figure = draw("line")
    line = next(
        trace
        for trace in figure.data
        if trace.mode == "lines" and trace.line.color == ACCENT and not trace.line.dash
    )
    assert line.x == (0, 1, None, 2, None, 3)
    assert len(figure.layout.shapes) == 1


def test_the_forecast_is_dashed_within_its_interval() -> None:
    fan, dashed = draw("line").data[:2]
    assert fan.y == (14, 17, 13)
    assert dashed.y == (14, 15)
    assert dashed.line.dash == "dash"


def test_an_occasion_that_was_cancelled_has_another_sign() -> None:
    signs = draw("calendar").data[0].marker.symbol
    assert signs == ("circle", "circle", "x-thin")


def test_the_small_trend_leaves_a_gap_where_a_year_is_missing() -> None:
    marks = Trend(
        labels=("2021", "2022", "2023", "2024", "2025"),
        numbers=(10, 12, None, 14, 13),
        targets=(None, None, None, 12, 14),
        texts=("10", "12", "–", "14", NAUGHTY),
        accent=3,
        open_positions=(4,),
    )
    drawing = draw_trend(marks)
    assert drawing.count("<polyline") == 2
    assert drawing.count("<circle") == 4
    assert "<b>" not in drawing


@pytest.mark.parametrize("numbers", [(None,), (5,), (5, 5), (None, None)])
def test_the_small_trend_can_be_drawn_of_very_little(
    numbers: tuple[float | None, ...],
) -> None:
    blank = tuple(None for _number in numbers)
    labels = tuple(str(2020 + at) for at in range(len(numbers)))
    texts = tuple("" for _number in numbers)
    assert draw_trend(Trend(labels, numbers, blank, texts)).startswith("<svg")
