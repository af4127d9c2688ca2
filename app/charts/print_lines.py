"""A line by year in print: the target beside it, breaks, and how the year may end."""

from app.charts.forms import Line
from app.charts.print_axis import Ticks, build_ticks, draw_ticks
from app.charts.print_key import Entry, Key, build_key, draw_key
from app.charts.print_layers import build_lines, build_points, build_rules, build_texts
from app.charts.print_line_words import draw_line_words
from app.charts.print_plot import Canvas, Heights, Item, Layer, Picture, Plot
from app.charts.print_text import LINE
from app.theme import ACCENT, MUTED, SEQUENCE, SERIES, WHITE

ROOM_OVER, ROOM_UNDER = 0.25, 0.4
TARGET, FAINT = SERIES[1], SEQUENCE[1]
HALF_TARGET = 0.35
LEAST, NATURAL = 11, 22
DASH, DOTS = (6, 4), (2, 3)


def find_line_heights(marks: Line, canvas: Canvas) -> Heights:
    """Find how high a line chart is with its years and key."""
    around = _build_line_key(marks, canvas).height + _build_years(marks, canvas).height
    return Heights(canvas.text * LEAST + around, canvas.text * NATURAL + around)


def draw_print_line(marks: Line, canvas: Canvas) -> Picture:
    """Draw a point per year with its number, targets as short bars, the forecast."""
    years, key = _build_years(marks, canvas), _build_line_key(marks, canvas)
    last = max(len(marks.labels) - 1, 0)
    plot = Plot(
        canvas.width,
        canvas.height - years.height - key.height,
        (-0.5, last + 0.5),
        _find_range(marks),
    )
    layers = [
        *draw_key(key, x=0, y=-key.height),
        *_draw_breaks(plot, marks),
        *_draw_forecast(plot, marks),
        *_draw_runs(plot, marks),
        *build_rules(plot, _find_targets(marks), width=2.5),
        *_draw_points(plot, marks, canvas),
        *draw_line_words(plot, marks, canvas),
        *draw_ticks(plot, years, [float(at) for at in range(len(marks.labels))]),
        *_draw_break_words(plot, marks, canvas),
    ]
    return Picture(plot, tuple(layers), 0, key.height)


def _build_years(marks: Line, canvas: Canvas) -> Ticks:
    slot = canvas.width / max(len(marks.labels), 1)
    return build_ticks(marks.labels, slot=slot, size=canvas.text)


def _build_line_key(marks: Line, canvas: Canvas) -> Key:
    entries = (
        Entry("line", TARGET, marks.target_text),
        Entry("dashed", ACCENT, marks.forecast_text),
    )
    told = tuple(entry for entry in entries if entry.text)
    return build_key(told, width=canvas.width, size=canvas.small)


def _find_range(marks: Line) -> tuple[float, float]:
    """Leave room under the lowest figure, so that a line's shape is seen."""
    ends = (marks.forecast, marks.forecast_low, marks.forecast_high)
    known = [n for n in (*marks.numbers, *marks.targets, *ends) if n is not None]
    highest, lowest = max(known, default=1), min(known, default=0)
    span = (highest - lowest) or abs(highest) or 1
    bottom = lowest - ROOM_UNDER * span
    return max(0, bottom) if lowest >= 0 else bottom, highest + ROOM_OVER * span


def _draw_runs(plot: Plot, marks: Line) -> list[Layer]:
    """Draw the line in parts: it stops at gaps, breaks and the unfinished year."""
    run, items = 0, []
    for at, number in enumerate(marks.numbers):
        if number is None or at in (*marks.break_positions, *marks.open_positions):
            run += 1
        if number is not None:
            items.append({"x": at, "y": number, "line": run})
    return build_lines(plot, items, stroke=ACCENT)


def _find_targets(marks: Line) -> list[Item]:
    return [
        {
            "x": at - HALF_TARGET,
            "x2": at + HALF_TARGET,
            "y": target,
            "y2": target,
            "stroke": TARGET,
        }
        for at, target in enumerate(marks.targets)
        if target is not None
    ]


def _draw_points(plot: Plot, marks: Line, canvas: Canvas) -> list[Layer]:
    points = [
        {
            "x": at,
            "y": number,
            "size": canvas.text * (0.85 if at == marks.accent else 0.62),
            "fill": WHITE if at in marks.open_positions else ACCENT,
            "stroke": ACCENT,
            "width": 2,
        }
        for at, number in enumerate(marks.numbers)
        if number is not None
    ]
    return build_points(plot, points)


def _draw_forecast(plot: Plot, marks: Line) -> list[Layer]:
    """Draw a dashed line to the forecast and the interval around its end."""
    if marks.forecast is None:
        return []
    end = len(marks.labels) - 1
    start = marks.numbers[end - 1] if end else None
    low, high = marks.forecast_low, marks.forecast_high
    if start is None:
        fan = [(end - 0.2, low), (end - 0.2, high), (end + 0.2, high), (end + 0.2, low)]
        dashed = [(end - 0.2, marks.forecast), (end + 0.2, marks.forecast)]
    else:
        fan = [(end - 1, start), (end, high), (end, low)]
        dashed = [(end - 1, start), (end, marks.forecast)]
    corners = [
        {"x": x, "y": y, "line": 0, "fill": FAINT} for x, y in fan if y is not None
    ]
    way = [{"x": x, "y": y, "line": 0} for x, y in dashed]
    return [
        *build_lines(plot, corners, width=0, is_filled=True),
        *build_lines(plot, way, stroke=ACCENT, dash=DASH),
    ]


def _draw_breaks(plot: Plot, marks: Line) -> list[Layer]:
    bottom, top = plot.y
    items = [
        {"x": at - 0.5, "x2": at - 0.5, "y": bottom, "y2": top, "stroke": MUTED}
        for at in marks.break_positions
    ]
    return build_rules(plot, items, dash=DOTS)


def _draw_break_words(plot: Plot, marks: Line, canvas: Canvas) -> list[Layer]:
    items = [
        {"x": at - 0.5, "y": plot.y[1], "text": marks.break_text, "fill": MUTED}
        for at in marks.break_positions
    ]
    return build_texts(
        plot,
        items,
        size=canvas.small,
        align="right",
        baseline="top",
        shift=(-4, canvas.small * (LINE - 1)),
    )
