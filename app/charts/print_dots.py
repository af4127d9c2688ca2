"""Dots in rows in print: which regions, and two figures side by side."""

from app.charts.forms import Dots
from app.charts.forms_compared import Pairs
from app.charts.print_key import Entry, Key, build_key, draw_key
from app.charts.print_layers import build_points, build_rules, build_texts
from app.charts.print_plot import Canvas, Heights, Item, Layer, Picture, Plot
from app.charts.print_rows import (
    BESIDE,
    Rows,
    build_row_plot,
    build_rows,
    draw_labels,
    find_row_heights,
)
from app.charts.print_text import LINE, find_text_width, find_widest
from app.theme import ACCENT, CONTEXT, MUTED, WHITE

DASH = (2, 3)
ROOM = 0.04


def find_dot_heights(marks: Dots, canvas: Canvas) -> Heights:
    """Find how high a row per label and the words of the line are."""
    return find_row_heights(
        _build_dot_rows(marks, canvas), around=_find_top(marks, canvas)
    )


def draw_print_dots(marks: Dots, canvas: Canvas) -> Picture:
    """Draw one dot per label in the given order, with interval and number."""
    rows, top = _build_dot_rows(marks, canvas), _find_top(marks, canvas)
    tops = [high for high in marks.highs if high is not None]
    highest = max((*marks.numbers, *tops, marks.reference or 0), default=1) or 1
    size = canvas.text * 0.85
    # The number of the highest dot stands to the right of it, inside the plot.
    words = 0 if marks.highs else find_widest(marks.texts, canvas.text) + size
    plot = build_row_plot(rows, canvas, (0, 1), top=top)
    low = -0.03 * highest
    span = (highest * 1.03 - low) * plot.width / max(plot.width - words, 1)
    plot = Plot(plot.width, plot.height, (low, low + span), plot.y)
    dots = [
        {
            "x": number,
            "y": at,
            "size": size,
            "fill": ACCENT if at == marks.accent else CONTEXT,
            "stroke": MUTED,
        }
        for at, number in enumerate(marks.numbers)
    ]
    numbers = [
        {"x": dot["x"], "y": dot["y"], "text": text}
        for dot, text in zip(dots, marks.texts, strict=True)
        if not marks.highs
    ]
    layers = [
        *draw_labels(plot, rows, has_lines=True),
        *draw_reference(plot, marks.reference),
        *_draw_intervals(plot, marks.lows, marks.highs),
        *build_points(plot, dots),
        *build_texts(plot, numbers, size=canvas.text, shift=(size, 0)),
        *_draw_reference_text(plot, marks, canvas),
    ]
    return Picture(plot, tuple(layers), rows.left, top)


def find_pair_heights(marks: Pairs, canvas: Canvas) -> Heights:
    """Find how high a row per label and the key are."""
    rows, key = _build_pair_rows(marks, canvas), _build_pair_key(marks, canvas)
    return find_row_heights(rows, around=key.height)


def draw_print_pairs(marks: Pairs, canvas: Canvas) -> Picture:
    """Draw one row per label: interval, dot, hollow dot, and its text at the end."""
    rows, key = _build_pair_rows(marks, canvas), _build_pair_key(marks, canvas)
    drawn = (*marks.numbers, *marks.lows, *marks.highs, *marks.others, marks.reference)
    known = [number for number in drawn if number is not None] or [0.0, 1.0]
    room = ROOM * (max(known) - min(known) or 1.0)
    ends = (min(known) - room, max(known) + room)
    plot = build_row_plot(rows, canvas, ends, top=key.height)
    hollow = {"fill": WHITE, "stroke": MUTED, "width": 2}
    items: list[Item] = [
        {"x": other, "y": at, "size": canvas.text * 0.85, **hollow}
        for at, other in enumerate(marks.others)
        if other is not None
    ]
    items += [
        {
            "x": number,
            "y": at,
            "size": canvas.text * 0.95,
            "fill": ACCENT if at in marks.accents else MUTED,
        }
        for at, number in enumerate(marks.numbers)
        if number is not None
    ]
    layers = [
        *draw_key(key, x=-rows.left, y=-key.height),
        *draw_labels(plot, rows, has_lines=True),
        *draw_reference(plot, marks.reference),
        *_draw_intervals(plot, marks.lows, marks.highs),
        *build_points(plot, items),
    ]
    return Picture(plot, tuple(layers), rows.left, key.height)


def draw_reference(plot: Plot, reference: float | None) -> list[Layer]:
    """Draw the dotted line that all rows are read against, if there is one."""
    if reference is None:
        return []
    bottom, top = plot.y
    ends = {"x": reference, "x2": reference, "y": bottom, "y2": top}
    return build_rules(plot, [{**ends, "stroke": MUTED}], dash=DASH)


def _build_dot_rows(marks: Dots, canvas: Canvas) -> Rows:
    """With intervals the numbers stand in a column of their own, clear of them."""
    ends = marks.texts if marks.highs else ()
    return build_rows(marks.labels, width=canvas.width, text=canvas.text, ends=ends)


def _build_pair_rows(marks: Pairs, canvas: Canvas) -> Rows:
    return build_rows(
        marks.labels, width=canvas.width, text=canvas.text, ends=marks.texts
    )


def _build_pair_key(marks: Pairs, canvas: Canvas) -> Key:
    dot, other = marks.key_texts
    entries = (Entry("circle", MUTED, dot), Entry("hollow", MUTED, other))
    return build_key(entries, width=canvas.width, size=canvas.small)


def _find_top(marks: Dots, canvas: Canvas) -> float:
    return 0 if marks.reference is None else canvas.small * (LINE + 0.3)


def _draw_intervals(
    plot: Plot, lows: tuple[float | None, ...], highs: tuple[float | None, ...]
) -> list[Layer]:
    items = [
        {"x": low, "x2": high, "y": at, "y2": at, "stroke": CONTEXT}
        for at, (low, high) in enumerate(zip(lows, highs, strict=True))
        if low is not None and high is not None
    ]
    return build_rules(plot, items, width=3)


def _draw_reference_text(plot: Plot, marks: Dots, canvas: Canvas) -> list[Layer]:
    """Write what the line is over it, on the side where there is room."""
    if marks.reference is None:
        return []
    x = plot.find_x(marks.reference)
    beside = canvas.small * BESIDE / 2
    is_left = x + find_text_width(marks.reference_text, canvas.small) > plot.width
    return build_texts(
        plot,
        [
            {
                "x": marks.reference,
                "y": plot.y[1],
                "text": marks.reference_text,
                "fill": MUTED,
            }
        ],
        size=canvas.small,
        align="right" if is_left else "left",
        baseline="bottom",
        shift=(-beside if is_left else beside, -2),
    )
