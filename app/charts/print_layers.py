"""The marks of print as Vega-Lite layers: points, rectangles, rules, texts and areas.

A layer lies on a plot, by what the edges of the plot stand for, or on plain pixels
counted from the plot's upper left corner.
"""

from collections.abc import Iterable
from typing import Any

from app.charts.print_plot import Item, Layer, Plot
from app.charts.print_text import FONT, LINE, build_plain, find_n_lines
from app.theme import HAIRLINE, INK

CROSS = "M-.8,-.8L.8,.8M-.8,.8L.8,-.8"
# How much of what follows the first line belongs over its place.
LINES_ABOVE = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
CONFIG = {
    "font": FONT,
    "view": {"stroke": None},
    "aria": False,
    "point": {"opacity": 1},
    "rect": {"opacity": 1},
    "rule": {"opacity": 1},
}


def build_points(plot: Plot | None, items: Iterable[Item]) -> list[Layer]:
    """Build signs: x, y, size (across, in pixels), fill, stroke, width and shape."""
    values = [
        {
            "shape": "circle",
            "stroke": None,
            "width": 1,
            **item,
            "area": 0.785 * item["size"] ** 2,
        }
        for item in items
    ]
    channels = {
        **_build_places(plot),
        **{key: _build_plain(key) for key in ("fill", "stroke", "shape")},
        "size": _build_plain("area", "quantitative"),
        "strokeWidth": _build_plain("width", "quantitative"),
    }
    return _build_layer(values, {"type": "point"}, channels)


def build_rects(plot: Plot | None, items: Iterable[Item]) -> list[Layer]:
    """Build filled rectangles: x, x2, y, y2, fill and stroke."""
    values = [{"stroke": None, **item} for item in items]
    channels = {
        **_build_places(plot),
        **_build_ends(),
        **{key: _build_plain(key) for key in ("fill", "stroke")},
    }
    return _build_layer(values, {"type": "rect", "strokeWidth": 0.5}, channels)


def build_rules(
    plot: Plot | None,
    items: Iterable[Item],
    *,
    width: float = 1,
    dash: tuple[int, ...] = (),
) -> list[Layer]:
    """Build straight lines: x, x2, y, y2 and stroke."""
    values = [{"stroke": HAIRLINE, **item} for item in items]
    channels = {
        **_build_places(plot),
        **_build_ends(),
        "stroke": _build_plain("stroke"),
    }
    look = {"type": "rule", "strokeWidth": width, "strokeDash": list(dash)}
    return _build_layer(values, look, channels)


def build_texts(
    plot: Plot | None,
    items: Iterable[Item],
    *,
    size: float,
    align: str = "left",
    baseline: str = "middle",
    shift: tuple[float, float] = (0, 0),
    is_bold: bool = False,
) -> list[Layer]:
    """Build texts: x, y, text and fill; a text may have several lines.

    `shift` moves all of them right and down, in pixels.
    """
    told = [
        {"fill": INK, **item, "text": build_plain(item["text"])}
        for item in items
        if item["text"]
    ]
    layers: list[Layer] = []
    # The renderer places the first line; what has several is moved up by the others.
    for n_lines in sorted({find_n_lines(item["text"]) for item in told}):
        values = [item for item in told if find_n_lines(item["text"]) == n_lines]
        up = LINES_ABOVE[baseline] * (n_lines - 1) * size * LINE
        look = {
            "type": "text",
            "align": align,
            "baseline": baseline,
            "fontSize": size,
            "lineHeight": size * LINE,
            "lineBreak": "\n",
            "dx": shift[0],
            "dy": shift[1] - up,
            "fontWeight": "bold" if is_bold else "normal",
        }
        channels = {
            **_build_places(plot),
            "text": _build_plain("text"),
            "fill": _build_plain("fill"),
        }
        layers += _build_layer(values, look, channels)
    return layers


def build_lines(
    plot: Plot | None,
    items: Iterable[Item],
    *,
    stroke: str | None = None,
    width: float = 2,
    dash: tuple[int, ...] = (),
    is_filled: bool = False,
) -> list[Layer]:
    """Build lines through points: x, y, line (its number) and, filled, fill."""
    values = [
        {"fill": None, **item, "order": order} for order, item in enumerate(items)
    ]
    look = {
        "type": "line",
        "filled": is_filled,
        # An area may reach over the plot; its edge should not be bent for that.
        "clip": is_filled,
        "interpolate": "linear-closed" if is_filled else "linear",
        "strokeWidth": width,
        "strokeDash": list(dash),
        "stroke": stroke,
    }
    channels = {
        **_build_places(plot),
        "detail": _build_plain("line"),
        "order": {"field": "order", "type": "quantitative"},
        **({"fill": _build_plain("fill")} if is_filled else {}),
    }
    return _build_layer(values, look, channels)


def _build_layer(
    values: list[Item], look: dict[str, Any], channels: dict[str, Any]
) -> list[Layer]:
    """Build one layer, or none where there is nothing to draw."""
    if not values:
        return []
    return [{"data": {"values": values}, "mark": look, "encoding": channels}]


def _build_places(plot: Plot | None) -> dict[str, Any]:
    return {
        axis: {
            "field": axis,
            "type": "quantitative",
            "axis": None,
            "scale": plot
            and {"domain": list(ends), "nice": False, "zero": False, "clamp": False},
        }
        for axis, ends in (
            ("x", plot.x if plot else ()),
            ("y", plot.y if plot else ()),
        )
    }


def _build_ends() -> dict[str, Any]:
    return {"x2": {"field": "x2"}, "y2": {"field": "y2"}}


def _build_plain(field: str, kind: str = "nominal") -> dict[str, Any]:
    """Build a channel whose values are used as they are."""
    return {"field": field, "type": kind, "scale": None, "legend": None}
