"""Columns by period in print, from zero; a period that is not over is hatched."""

from app.charts.forms import Columns
from app.charts.print_axis import build_ticks, draw_ticks
from app.charts.print_layers import build_rects, build_rules, build_texts
from app.charts.print_plot import Canvas, Heights, Item, Picture, Plot
from app.charts.print_text import LINE
from app.theme import ACCENT, CONTEXT, WHITE

HALF = 0.325
LEAST, NATURAL = 10, 19
# Between two lines of the hatching, in pixels.
APART = 6.0


def find_column_heights(marks: Columns, canvas: Canvas) -> Heights:
    """Find how high a column chart is."""
    ticks = build_ticks(
        marks.labels, slot=canvas.width / max(len(marks.labels), 1), size=canvas.text
    )
    return Heights(
        canvas.text * LEAST + ticks.height, canvas.text * NATURAL + ticks.height
    )


def draw_print_columns(marks: Columns, canvas: Canvas) -> Picture:
    """Draw one column per period from zero, with its number on top."""
    n_places = max(len(marks.labels), 1)
    slot = canvas.width / n_places
    ticks = build_ticks(marks.labels, slot=slot, size=canvas.text)
    words = build_ticks(marks.texts, slot=slot, size=canvas.text)
    height = canvas.height - ticks.height
    highest = max((number for number in marks.numbers if number), default=1.0)
    top = highest * height / max(height - words.height - 2, 1)
    plot = Plot(canvas.width, height, (-0.5, n_places - 0.5), (0, top))
    lines = [
        line
        for at in marks.open_positions
        for line in _find_hatching(plot, at, marks.numbers[at])
    ]
    texts = [
        {"x": at, "y": marks.numbers[at] or 0, "text": text}
        for at, text in enumerate(words.texts)
    ]
    layers = [
        *build_rects(plot, _find_columns(marks)),
        *build_rules(plot, lines, width=1.5),
        *build_texts(
            plot,
            texts,
            size=words.size,
            align="center",
            baseline="bottom",
            shift=(0, -words.size * (LINE - 1)),
        ),
        *draw_ticks(plot, ticks, [float(at) for at in range(len(marks.labels))]),
    ]
    return Picture(plot, tuple(layers))


def _find_columns(marks: Columns) -> list[Item]:
    return [
        {
            "x": at - HALF,
            "x2": at + HALF,
            "y": 0,
            "y2": number,
            "fill": ACCENT if at == marks.accent else CONTEXT,
        }
        for at, number in enumerate(marks.numbers)
        if number is not None
    ]


def _find_hatching(plot: Plot, at: int, number: float | None) -> list[Item]:
    """Find slanted white lines inside a column, since the renderer has no patterns."""
    if not number:
        return []
    left, right = plot.find_x(at - HALF), plot.find_x(at + HALF)
    top, bottom = plot.find_y(number), plot.height
    lines = []
    for n in range(1, int((right - left + bottom - top) / APART) + 1):
        # The line where right and up from the lower left corner add up to `way`.
        way = n * APART
        begin, end = max(0.0, way - (right - left)), min(way, bottom - top)
        lines.append(
            (left + way - begin, bottom - begin, left + way - end, bottom - end)
        )
    across = (plot.x[1] - plot.x[0]) / plot.width
    upward = plot.y[1] / plot.height
    return [
        {
            "x": plot.x[0] + x * across,
            "y": (bottom - y) * upward,
            "x2": plot.x[0] + x2 * across,
            "y2": (bottom - y2) * upward,
            "stroke": WHITE,
        }
        for x, y, x2, y2 in lines
    ]
