"""What happened when, in print: a year's occasions, and spans of days in rows."""

from datetime import date

from app.charts.forms import Calendar
from app.charts.forms_timed import Spans
from app.charts.print_axis import build_ticks, draw_ticks
from app.charts.print_key import Entry, Key, build_key, draw_key
from app.charts.print_layers import (
    CROSS,
    build_points,
    build_rects,
    build_rules,
    build_texts,
)
from app.charts.print_plot import Canvas, Heights, Item, Layer, Picture, Plot
from app.charts.print_rows import (
    Rows,
    build_row_plot,
    build_rows,
    draw_labels,
    find_row_heights,
)
from app.charts.print_text import LINE, find_text_width
from app.charts.span_lanes import (
    find_days,
    find_end,
    find_height,
    find_lanes,
    find_start,
    find_years,
)
from app.theme import ACCENT, CONTEXT, HAIRLINE, MUTED, WHITE

DAYS = 366
# State to sign, fill and edge: never told by colour alone.
SIGNS = {
    "held": ("circle", ACCENT, ACCENT),
    "planned": ("circle", WHITE, ACCENT),
    "cancelled": (CROSS, CONTEXT, MUTED),
}
KEY = (("circle", ACCENT), ("hollow", ACCENT), ("cross", MUTED))
LANE = 0.85
DOTS = (2, 3)


def find_calendar_heights(marks: Calendar, canvas: Canvas) -> Heights:
    """Find how high a row per kind, the months and the key are."""
    around = _build_signs(marks, canvas).height + canvas.text * 2
    return find_row_heights(_build_kinds(marks, canvas), around=around)


def draw_print_calendar(marks: Calendar, canvas: Canvas) -> Picture:
    """Draw one row per label and a sign per occasion, January to December."""
    rows, key = _build_kinds(marks, canvas), _build_signs(marks, canvas)
    n_months = len(marks.month_texts)
    slot = (canvas.width - rows.left) / n_months
    months = build_ticks(marks.month_texts, slot=slot, size=canvas.small)
    plot = build_row_plot(
        rows, canvas, (-4, DAYS + 4), top=key.height, bottom=months.height
    )
    signs = [
        {
            "x": day,
            "y": row,
            "size": canvas.text * 0.8,
            "shape": SIGNS[state][0],
            "fill": SIGNS[state][1],
            "stroke": SIGNS[state][2],
            "width": 2,
        }
        for day, row, state in zip(marks.days, marks.rows, marks.states, strict=True)
    ]
    middles = [(at + 0.5) * DAYS / n_months for at in range(n_months)]
    layers = [
        *draw_key(key, x=-rows.left, y=-key.height),
        *draw_labels(plot, rows, has_lines=True),
        *build_points(plot, signs),
        *draw_ticks(plot, months, middles),
    ]
    return Picture(plot, tuple(layers), rows.left, key.height)


def find_span_heights(marks: Spans, canvas: Canvas) -> Heights:
    """Find how high a row per label is; rows with many lanes need more."""
    around = canvas.text * 2 + _find_day_height(canvas)
    rows = find_row_heights(_build_span_rows(marks, canvas))
    _lanes, n_lanes = find_lanes(marks)
    lanes = max(n_lanes, default=1) * canvas.text * LANE * len(marks.labels)
    return Heights(
        max(rows.least, lanes * 0.5) + around, max(rows.natural, lanes) + around
    )


def draw_print_spans(marks: Spans, canvas: Canvas) -> Picture:
    """Draw one row per label; bars that overlap stand below each other."""
    rows, top = _build_span_rows(marks, canvas), _find_day_height(canvas)
    first, last = find_days(marks)
    years = find_years(first, last, most=9)
    slot = (canvas.width - rows.left - rows.right) / max(len(years), 1)
    ticks = build_ticks(
        tuple(str(year) for year in years), slot=slot, size=canvas.small
    )
    days = [float(date(year, 1, 1).toordinal()) for year in years]
    height = canvas.height - top - ticks.height
    most = find_span_heights(marks, canvas).natural * 1.4
    plot = Plot(
        canvas.width - rows.left - rows.right,
        min(height, most),
        (first, last),
        (len(marks.labels) - 0.5, -0.5),
    )
    lines = [
        {"x": day, "x2": day, "y": plot.y[0], "y2": plot.y[1], "stroke": HAIRLINE}
        for day in days
    ]
    layers = [
        *build_rules(plot, lines),
        *draw_labels(plot, rows, has_lines=True),
        *build_rects(plot, _find_bars(marks, first, last)),
        *_draw_day(plot, marks, canvas),
        *draw_ticks(plot, ticks, days),
    ]
    return Picture(plot, tuple(layers), rows.left, top)


def _build_kinds(marks: Calendar, canvas: Canvas) -> Rows:
    labels = tuple(
        f"{label}\n{end}"
        for label, end in zip(marks.labels, marks.end_texts, strict=True)
    )
    return build_rows(labels, width=canvas.width, text=canvas.text, keeps_lines=True)


def _build_signs(marks: Calendar, canvas: Canvas) -> Key:
    entries = tuple(
        Entry(sign, colour, text)
        for (sign, colour), text in zip(KEY, marks.key_texts, strict=True)
    )
    return build_key(entries, width=canvas.width, size=canvas.small)


def _build_span_rows(marks: Spans, canvas: Canvas) -> Rows:
    return build_rows(
        marks.labels, width=canvas.width, text=canvas.text, ends=marks.end_texts
    )


def _find_bars(marks: Spans, first: int, last: int) -> list[Item]:
    lanes, n_lanes = find_lanes(marks)
    bars: list[Item] = []
    for at, lane in lanes.items():
        row = marks.rows[at]
        middle, height = find_height(lane, n_lanes[row])
        bars.append(
            {
                "x": find_start(marks, at, first),
                "x2": find_end(marks, at, last),
                "y": row + middle - height / 2,
                "y2": row + middle + height / 2,
                "fill": ACCENT if at in marks.accents else CONTEXT,
            }
        )
    return bars


def _find_day_height(canvas: Canvas) -> float:
    return canvas.small * (LINE + 0.3)


def _draw_day(plot: Plot, marks: Spans, canvas: Canvas) -> list[Layer]:
    """Draw the day of the data and its words over it, kept inside the picture."""
    day = marks.day.toordinal()
    half = find_text_width(marks.day_text, canvas.small) / 2
    x = min(max(plot.find_x(day), half), plot.width - half)
    ends = {"x": day, "x2": day, "y": plot.y[0], "y2": plot.y[1], "stroke": MUTED}
    word = {"x": x, "y": -2, "text": marks.day_text, "fill": MUTED}
    return [
        *build_rules(plot, [ends], dash=DOTS),
        *build_texts(
            None, [word], size=canvas.small, align="center", baseline="bottom"
        ),
    ]
