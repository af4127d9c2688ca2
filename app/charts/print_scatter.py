"""Dots in a field in print: the funnel, and what was said beside what came."""

from app.charts.forms import Funnel
from app.charts.forms_compared import Calibration
from app.charts.print_axis import (
    build_ticks,
    draw_side,
    draw_ticks,
    find_round_numbers,
    find_side_width,
    show_round,
)
from app.charts.print_key import Entry, Key, build_key, draw_key
from app.charts.print_layers import build_lines, build_points, build_rules, build_texts
from app.charts.print_places import Box, Word, build_box, find_places
from app.charts.print_plot import Canvas, Heights, Layer, Picture, Plot
from app.charts.print_text import LINE, build_wrapped, find_n_lines, find_widest
from app.theme import ACCENT, CONTEXT, MUTED, SEQUENCE, SERIES, WHITE

DOTS = (2, 3)
LEAST, NATURAL = 16, 28
PER_CENT = tuple(float(step) for step in range(0, 101, 20))


def find_funnel_heights(_marks: Funnel, canvas: Canvas) -> Heights:
    """Find how high a funnel is."""
    return Heights(canvas.text * LEAST, canvas.text * NATURAL)


def find_calibration_heights(_marks: Calibration, canvas: Canvas) -> Heights:
    """Find how high a field of said and come is: about square where there is room."""
    return Heights(canvas.text * LEAST * 1.2, canvas.text * NATURAL * 1.15)


def draw_print_funnel(marks: Funnel, canvas: Canvas) -> Picture:
    """Draw one dot per region at its size, over the range that chance explains."""
    highest = max(*marks.numbers, marks.reference, 0.0) or 1.0
    widest = max(marks.sizes) * 1.08 or 1.0
    # A range that reaches over every figure is no reason to count further up.
    top = max(highest, min(max(marks.highs), highest * 1.25))
    upward, across = find_round_numbers(top), find_round_numbers(widest)
    side, size = show_round(upward), canvas.small
    left = find_side_width(side, size)
    under = build_ticks(show_round(across), slot=canvas.width / len(across), size=size)
    title = build_wrapped(marks.size_text, width=canvas.width - left, size=size)
    bottom = under.height + size * (0.4 + LINE * find_n_lines(title))
    plot = Plot(
        canvas.width - left,
        canvas.height - bottom,
        (0, widest),
        (-0.04 * highest, highest * 1.3),
    )
    layers = [
        *_draw_band(plot, marks),
        *_draw_even(plot, marks.reference),
        *draw_side(plot, upward, side, size=size, colour=MUTED),
        *draw_ticks(plot, under, list(across), colour=MUTED),
        *_draw_under(plot, title, size=size, down=under.height + size * 0.4),
        *_draw_regions(plot, marks, canvas),
    ]
    return Picture(plot, tuple(layers), left, 0)


def draw_print_calibration(marks: Calibration, canvas: Canvas) -> Picture:
    """Draw each group of predictions at what was said and what came, with interval."""
    size = canvas.small
    texts = tuple(f"{int(step)}\u00a0%" for step in PER_CENT)
    left, key = find_side_width(texts, size), _build_series_key(marks, canvas)
    observed = build_wrapped(marks.observed_text, width=canvas.width, size=size)
    top = key.height + size * (LINE * find_n_lines(observed) + 0.9)
    under = build_ticks(texts, slot=canvas.width / len(texts), size=size)
    title = build_wrapped(marks.predicted_text, width=canvas.width - left, size=size)
    bottom = under.height + size * (0.4 + LINE * find_n_lines(title))
    right = find_widest(texts, size) / 2
    plot = Plot(
        canvas.width - left - right, canvas.height - top - bottom, (0, 100), (0, 100)
    )
    layers = [
        *draw_key(key, x=-left, y=-top),
        *build_texts(
            None,
            [{"x": -left, "y": key.height - top, "text": observed, "fill": MUTED}],
            size=size,
            baseline="top",
        ),
        *build_rules(
            plot, [{"x": 0, "y": 0, "x2": 100, "y2": 100, "stroke": MUTED}], dash=DOTS
        ),
        *draw_side(plot, PER_CENT, texts, size=size, colour=MUTED),
        *draw_ticks(plot, under, list(PER_CENT), colour=MUTED),
        *_draw_under(plot, title, size=size, down=under.height + size * 0.4),
        *_draw_groups(plot, marks, canvas),
    ]
    return Picture(plot, tuple(layers), left, top)


def _draw_band(plot: Plot, marks: Funnel) -> list[Layer]:
    """Draw the range of chance, as far as the plot reaches."""
    order = sorted(range(len(marks.sizes)), key=marks.sizes.__getitem__)
    edge = [
        *((marks.sizes[at], marks.highs[at]) for at in order),
        *((marks.sizes[at], marks.lows[at]) for at in reversed(order)),
    ]
    items = [{"x": x, "y": y, "line": 0, "fill": SEQUENCE[0]} for x, y in edge]
    return build_lines(plot, items, width=0, is_filled=True)


def _draw_even(plot: Plot, reference: float) -> list[Layer]:
    left, right = plot.x
    ends = {"x": left, "x2": right, "y": reference, "y2": reference}
    return build_rules(plot, [{**ends, "stroke": MUTED}], dash=DOTS)


def _draw_regions(plot: Plot, marks: Funnel, canvas: Canvas) -> list[Layer]:
    points = [
        {
            "x": across,
            "y": number,
            "size": canvas.text * 0.78,
            "fill": _find_fill(at, marks),
            "stroke": MUTED,
        }
        for at, (across, number) in enumerate(
            zip(marks.sizes, marks.numbers, strict=True)
        )
    ]
    spots = [
        (plot.find_x(across), plot.find_y(number))
        for across, number in zip(marks.sizes, marks.numbers, strict=True)
    ]
    # What the line is stands first, since it has to stand at the line.
    line = plot.width, plot.find_y(marks.reference)
    words = (
        Word(marks.reference_text, line, canvas.small, 3, ("above", "below")),
        *(
            Word(marks.labels[at], spots[at], canvas.text, canvas.text * 0.5)
            for at in marks.named
        ),
    )
    taken = tuple(build_box(spot, canvas.text * 0.4) for spot in spots)
    places = find_places(words, taken, room=Box(0, 0, plot.width, plot.height))
    items = [
        {"x": x, "y": y, "text": word.text}
        for word, (x, y) in zip(words, places, strict=True)
    ]
    quiet = {**items[0], "fill": MUTED}
    return [
        *build_points(plot, points),
        *build_texts(None, [quiet], size=canvas.small, align="center"),
        *build_texts(None, items[1:], size=canvas.text, align="center"),
    ]


def _find_fill(at: int, marks: Funnel) -> str:
    if at in marks.named:
        return ACCENT
    return WHITE if at in marks.faint else CONTEXT


def _build_series_key(marks: Calibration, canvas: Canvas) -> Key:
    entries = tuple(
        Entry("circle", SERIES[at], text) for at, text in enumerate(marks.series_texts)
    )
    return build_key(entries, width=canvas.width, size=canvas.small)


def _draw_groups(plot: Plot, marks: Calibration, canvas: Canvas) -> list[Layer]:
    layers: list[Layer] = []
    for series in range(len(marks.series_texts)):
        rows = [at for at, each in enumerate(marks.series) if each == series]
        spots = [
            {"x": marks.predicted[at], "y": marks.observed[at], "line": series}
            for at in rows
        ]
        intervals = [
            {
                "x": marks.predicted[at],
                "x2": marks.predicted[at],
                "y": marks.lows[at],
                "y2": marks.highs[at],
                "stroke": SERIES[series],
            }
            for at in rows
        ]
        look = {"size": canvas.text * 0.8, "fill": SERIES[series]}
        layers += [
            *build_rules(plot, intervals, width=1.5),
            *build_lines(plot, spots, stroke=SERIES[series], width=1),
            *build_points(plot, [{**spot, **look} for spot in spots]),
        ]
    return layers


def _draw_under(plot: Plot, title: str, *, size: float, down: float) -> list[Layer]:
    place = {"x": plot.width / 2, "y": plot.height + down}
    return build_texts(
        None,
        [{**place, "text": title, "fill": MUTED}],
        size=size,
        align="center",
        baseline="top",
    )
