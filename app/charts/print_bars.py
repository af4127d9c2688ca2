"""Horizontal bars in print: what costs most, shares to 100 % and the waterfall."""

from itertools import accumulate

from app.charts.forms import Shares, Waterfall
from app.charts.forms_plan import Bars
from app.charts.print_key import Entry, Key, build_key, draw_key
from app.charts.print_layers import build_rects, build_rules, build_texts
from app.charts.print_plot import Canvas, Heights, Item, Layer, Picture, Plot
from app.charts.print_rows import (
    BESIDE,
    Rows,
    build_row_plot,
    build_rows,
    draw_labels,
    find_row_heights,
)
from app.charts.print_text import find_text_width
from app.theme import ACCENT, CONTEXT, HAIRLINE, INK, SERIES

ROLE_COLOURS = {"yes": ACCENT, "no": SERIES[1], "unknown": CONTEXT}
HALF = 0.32


def find_bar_heights(marks: Bars, canvas: Canvas) -> Heights:
    """Find how high a bar per label is."""
    return find_row_heights(_build_bar_rows(marks, canvas))


def draw_print_bars(marks: Bars, canvas: Canvas) -> Picture:
    """Draw one bar per label from zero, its number at its end."""
    rows = _build_bar_rows(marks, canvas)
    bars = [
        (0.0, number, text, ACCENT if at == marks.accent else CONTEXT)
        for at, (number, text) in enumerate(
            zip(marks.numbers, marks.texts, strict=True)
        )
    ]
    return _draw_bars(bars, rows, canvas)


def find_waterfall_heights(marks: Waterfall, canvas: Canvas) -> Heights:
    """Find how high a step per reason and their sum are."""
    return find_row_heights(_build_step_rows(marks, canvas))


def draw_print_waterfall(marks: Waterfall, canvas: Canvas) -> Picture:
    """Draw each reason's points as a step, and their sum last."""
    sums = list(accumulate(marks.numbers))
    starts = [0.0, *sums[:-1]] if sums else []
    bars = [
        (start, start + number, text, ACCENT if number > 0 else CONTEXT)
        for start, number, text in zip(starts, marks.numbers, marks.texts, strict=True)
    ]
    bars.append((0.0, sums[-1] if sums else 0.0, marks.sum_text, INK))
    return _draw_bars(bars, _build_step_rows(marks, canvas), canvas)


def find_share_heights(marks: Shares, canvas: Canvas) -> Heights:
    """Find how high a bar per label and the key are."""
    key = _build_share_key(marks, canvas)
    return find_row_heights(_build_share_rows(marks, canvas), around=key.height)


def draw_print_shares(marks: Shares, canvas: Canvas) -> Picture:
    """Draw one bar to 100 % per label, unknown in grey and last."""
    rows, key = _build_share_rows(marks, canvas), _build_share_key(marks, canvas)
    plot = build_row_plot(rows, canvas, (0, 100), top=key.height)
    items: list[Item] = []
    for at in range(len(marks.labels)):
        ends = [0.0, *accumulate(segment.numbers[at] for segment in marks.segments)]
        items += [
            {
                "x": ends[n],
                "x2": ends[n + 1],
                "y": at - HALF,
                "y2": at + HALF,
                "fill": ROLE_COLOURS[segment.role_code],
            }
            for n, segment in enumerate(marks.segments)
            if segment.numbers[at]
        ]
    layers = [
        *draw_key(key, x=-rows.left, y=-key.height),
        *build_rects(plot, items),
        *draw_labels(plot, rows),
    ]
    return Picture(plot, tuple(layers), rows.left, key.height)


def _build_bar_rows(marks: Bars, canvas: Canvas) -> Rows:
    return build_rows(marks.labels, width=canvas.width, text=canvas.text)


def _build_step_rows(marks: Waterfall, canvas: Canvas) -> Rows:
    labels = (*marks.labels, marks.sum_label)
    return build_rows(labels, width=canvas.width, text=canvas.text)


def _build_share_rows(marks: Shares, canvas: Canvas) -> Rows:
    return build_rows(
        marks.labels, width=canvas.width, text=canvas.text, ends=marks.end_texts
    )


def _build_share_key(marks: Shares, canvas: Canvas) -> Key:
    entries = tuple(
        Entry("square", ROLE_COLOURS[segment.role_code], segment.label)
        for segment in marks.segments
    )
    return build_key(entries, width=canvas.width, size=canvas.small)


def _draw_bars(
    bars: list[tuple[float, float, str, str]], rows: Rows, canvas: Canvas
) -> Picture:
    """Draw bars from one number to another, with texts where they end."""
    plot = build_row_plot(rows, canvas, (0, 1))
    ends = _find_ends(bars, plot.width, canvas.text)
    plot = Plot(plot.width, plot.height, ends, plot.y)
    items = [
        {"x": start, "x2": end, "y": at - HALF, "y2": at + HALF, "fill": fill}
        for at, (start, end, _text, fill) in enumerate(bars)
    ]
    beside = canvas.text * BESIDE / 2
    zero = {"x": 0, "x2": 0, "y": plot.y[0], "y2": plot.y[1], "stroke": HAIRLINE}
    layers: list[Layer] = [
        *build_rules(plot, [zero]),
        *build_rects(plot, items),
        *draw_labels(plot, rows),
    ]
    for is_left, align in ((False, "left"), (True, "right")):
        texts = [
            {"x": end, "y": at, "text": text}
            for at, (start, end, text, _fill) in enumerate(bars)
            if (end < start) == is_left
        ]
        shift = (-beside if is_left else beside, 0)
        layers += build_texts(plot, texts, size=canvas.text, align=align, shift=shift)
    return Picture(plot, tuple(layers), rows.left)


def _find_ends(
    bars: list[tuple[float, float, str, str]], width: float, text: float
) -> tuple[float, float]:
    """Find what the edges stand for, so that every text beside its bar has room."""
    numbers = [number for start, end, _text, _fill in bars for number in (start, end)]
    low, high = min([0.0, *numbers]), max([0.0, *numbers])
    room = {False: 0.0, True: 0.0}
    for start, end, words, _fill in bars:
        needed = find_text_width(words, text) + text * BESIDE
        room[end < start] = max(room[end < start], needed)
    span = high - low or 1.0
    per_pixel = span / max(width - room[False] - room[True], width * 0.2)
    return low - room[True] * per_pixel, low + span + room[False] * per_pixel
