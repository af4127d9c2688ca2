"""The numbers beside a printed line, clear of targets, points and each other."""

from app.charts.forms import Line
from app.charts.print_axis import Ticks, build_ticks
from app.charts.print_layers import build_texts
from app.charts.print_places import Box, Word, build_box, build_way, find_places
from app.charts.print_plot import Canvas, Layer, Plot
from app.charts.print_text import LINE, find_text_width
from app.theme import INK, MUTED

UNDER = ("below", "lower_right", "above", "right")
OVER = ("above", "upper_left", "below", "lower_right", "upper_right")
RANGE = ("above", "right", "upper_right", "below")


def draw_line_words(plot: Plot, marks: Line, canvas: Canvas) -> list[Layer]:
    """Draw each year's number, the chosen year's in bold, and the forecast's range."""
    slot = plot.width / max(len(marks.labels), 1)
    ticks = build_ticks(marks.texts, slot=slot, size=canvas.text)
    known = [at for at, number in enumerate(marks.numbers) if number is not None]
    # The chosen year's number matters most; the forecast's range finds room last.
    known.sort(key=lambda at: at != marks.accent)
    words = (
        *(_find_word(plot, marks, ticks, at) for at in known),
        *_find_range_word(plot, marks, canvas),
    )
    places = find_places(
        words,
        _find_taken(plot, marks, canvas),
        room=Box(0, -canvas.text * LINE, plot.width, plot.height),
    )
    items = [
        {"x": x, "y": y, "text": word.text, "fill": INK}
        for word, (x, y) in zip(words, places, strict=True)
    ]
    numbers, ranges = items[: len(known)], items[len(known) :]
    n_bold = sum(at == marks.accent for at in known)
    return [
        *build_texts(
            None, numbers[:n_bold], size=ticks.size, align="center", is_bold=True
        ),
        *build_texts(None, numbers[n_bold:], size=ticks.size, align="center"),
        *build_texts(
            None,
            [{**item, "fill": MUTED} for item in ranges],
            size=canvas.text,
            align="center",
        ),
    ]


def _find_word(plot: Plot, marks: Line, ticks: Ticks, at: int) -> Word:
    is_under = at in marks.open_positions and marks.forecast is not None
    return Word(
        text=ticks.texts[at],
        point=(plot.find_x(at), plot.find_y(marks.numbers[at] or 0)),
        size=ticks.size,
        away=ticks.size * 0.6,
        sides=UNDER if is_under else OVER,
    )


def _find_range_word(plot: Plot, marks: Line, canvas: Canvas) -> tuple[Word, ...]:
    if marks.forecast is None or not marks.range_text:
        return ()
    high = marks.forecast if marks.forecast_high is None else marks.forecast_high
    point = plot.find_x(len(marks.labels) - 1), plot.find_y(high)
    return (Word(marks.range_text, point, canvas.text, 2, RANGE),)


def _find_taken(plot: Plot, marks: Line, canvas: Canvas) -> tuple[Box, ...]:
    """Find the fields of targets, points and the words at breaks."""
    points = [
        build_box((plot.find_x(at), plot.find_y(number)), canvas.text * 0.4)
        for at, number in enumerate(marks.numbers)
        if number is not None
    ]
    targets = [
        Box(
            plot.find_x(at - 0.35),
            plot.find_y(target) - 3,
            plot.find_x(at + 0.35),
            plot.find_y(target) + 3,
        )
        for at, target in enumerate(marks.targets)
        if target is not None
    ]
    wide = find_text_width(marks.break_text, canvas.small)
    breaks = [
        Box(plot.find_x(at - 0.5) - wide, 0, plot.find_x(at - 0.5), canvas.text * LINE)
        for at in marks.break_positions
    ]
    return (*points, *targets, *breaks, *_find_ways(plot, marks))


def _find_ways(plot: Plot, marks: Line) -> list[Box]:
    """Find the fields of the line itself and of the way to the forecast."""
    last = len(marks.labels) - 1
    ways = [
        (at - 1, marks.numbers[at - 1], at, marks.numbers[at])
        for at in range(1, last + 1)
        if at not in (*marks.break_positions, *marks.open_positions)
    ]
    if last > 0:
        before = marks.numbers[last - 1]
        ways += [
            (last - 1, before, last, marks.forecast),
            (last - 1, before, last, marks.forecast_high),
            (last, marks.forecast_low, last, marks.forecast_high),
        ]
    return [
        box
        for at, number, then, next_number in ways
        if number is not None and next_number is not None
        for box in build_way(
            (plot.find_x(at), plot.find_y(number)),
            (plot.find_x(then), plot.find_y(next_number)),
        )
    ]
