"""A sheet of print: a picture and its frame as one Vega-Lite specification.

What does not fit a slide or a post is set on a larger sheet of the same shape, which
is scaled down when it is drawn: texts become smaller, and nothing is cut.
"""

from dataclasses import dataclass
from typing import Any

from app.charts.print_forms import draw_form, find_heights
from app.charts.print_frame import Frame, build_frame, draw_frame
from app.charts.print_layers import CONFIG
from app.charts.print_plot import Canvas, Layer, Picture
from app.charts.spec import ChartSpec
from app.theme import WHITE

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
GROWTH, MOST_GROWN = 1.06, 8.0


@dataclass(frozen=True)
class Look:
    """A size of print in CSS pixels; not `is_fixed`, its height is the most it has."""

    width: float
    height: float
    around: float
    text: float
    is_fixed: bool = True


# A slide of 10 × 5⅝ inches, the text width and height of an A4 page, half of a post.
LOOKS = {
    "slide": Look(960, 540, 30, 14),
    "column": Look(605, 900, 10, 12, is_fixed=False),
    "square": Look(540, 540, 22, 12.5),
}


@dataclass(frozen=True)
class Sheet:
    """A specification, the size it is laid out in and the size it becomes."""

    vega_lite: dict[str, Any]
    laid_width: float
    laid_height: float
    width: float
    height: float


def build_sheet(spec: ChartSpec, size: str) -> Sheet:
    """Build a chart with its frame in one of the sizes of print."""
    look = LOOKS[size]
    grown = 1.0
    while True:
        wide = look.width * grown
        inner = wide - 2 * look.around
        frame = build_frame(spec, width=inner, text=look.text)
        heights = find_heights(spec.marks, Canvas(inner, 0, look.text))
        taken = frame.top + frame.bottom + 2 * look.around
        high = look.height * grown
        if high - taken >= heights.least or grown > MOST_GROWN:
            break
        grown *= GROWTH
    if not look.is_fixed:
        high = round(min(high, taken + heights.natural) / grown) * grown
    picture = draw_form(spec.marks, Canvas(inner, high - taken, look.text))
    around = {
        "left": look.around + picture.left,
        "top": look.around + frame.top + picture.top,
    }
    layers = [
        *picture.layers,
        *_draw_around(picture, frame, high - taken),
    ]
    return Sheet(
        _build_vega_lite(picture, layers, wide, high, **around),
        *(wide, high, look.width, round(high / grown)),
    )


def build_picture_sheet(spec: ChartSpec, *, width: float, height: float) -> Sheet:
    """Build the bare picture of a chart for a width and a height in pixels."""
    grown = 1.0
    text = LOOKS["column"].text
    while (
        find_heights(spec.marks, Canvas(width * grown, 0, text)).least > height * grown
        and grown < MOST_GROWN
    ):
        grown *= GROWTH
    wide, high = width * grown, height * grown
    # A line at the edge would lose half its width, and a dot half of itself.
    edge = 3
    picture = draw_form(spec.marks, Canvas(wide - 2 * edge, high - 2 * edge, text))
    around = {"left": edge + picture.left, "top": edge + picture.top}
    vega_lite = _build_vega_lite(picture, list(picture.layers), wide, high, **around)
    return Sheet(vega_lite, wide, high, width, height)


def find_natural_height(spec: ChartSpec, width: float) -> float:
    """Find how high the bare picture would like to be at a width in pixels."""
    text = LOOKS["column"].text
    return find_heights(spec.marks, Canvas(width, 0, text)).natural


def _draw_around(picture: Picture, frame: Frame, height: float) -> list[Layer]:
    """Draw the frame from the picture's upper left corner outwards."""
    return draw_frame(
        frame,
        x=-picture.left,
        over=-picture.top - frame.top,
        under=height - picture.top,
    )


def _build_vega_lite(
    picture: Picture,
    layers: list[Layer],
    width: float,
    height: float,
    *,
    left: float,
    top: float,
) -> dict[str, Any]:
    plot = picture.plot
    return {
        "$schema": SCHEMA,
        "background": WHITE,
        "autosize": "none",
        "width": plot.width,
        "height": plot.height,
        "padding": {
            "left": left,
            "top": top,
            "right": width - left - plot.width,
            "bottom": height - top - plot.height,
        },
        "config": CONFIG,
        "layer": layers,
    }
