"""Spans of days on screen: a row per label, bars from first to last day."""

from datetime import date

import plotly.graph_objects as go

from app.charts.forms_timed import Spans
from app.charts.layout import (
    TEXT_AXIS,
    build_label,
    build_labels,
    build_layout,
    build_note,
)
from app.theme import ACCENT, CONTEXT, HAIRLINE, INK, MUTED

ROW_PIXELS = 30
LANE_PIXELS = 9
MOST_YEARS = 8
DAYS_AFTER = 240
# As many as a telephone has room for.
MOST_TICKS = 4


def draw_spans(marks: Spans) -> go.Figure:
    """Draw one row per label; bars that overlap stand below each other."""
    lanes, n_lanes = _find_lanes(marks)
    first, last = _find_range(marks)
    tallest = max(n_lanes, default=1)
    bars = go.Bar(
        x=[_find_end(marks, at, last) - _find_start(marks, at, first) for at in lanes],
        base=[_find_start(marks, at, first) for at in lanes],
        y=[
            marks.rows[at] + (lane + 0.5) * 0.8 / n_lanes[marks.rows[at]] - 0.4
            for at, lane in lanes.items()
        ],
        width=[min(0.6, 0.66 / n_lanes[marks.rows[at]]) for at in lanes],
        orientation="h",
        marker={"color": [ACCENT if at in marks.accents else CONTEXT for at in lanes]},
        customdata=build_labels(tuple(marks.texts[at] for at in lanes)),
        hovertemplate="%{customdata}<extra></extra>",
    )
    layout = build_layout(
        56 + max(ROW_PIXELS, tallest * LANE_PIXELS) * len(marks.labels),
        margin={"l": 4, "r": marks.end_pixels, "t": 30, "b": 4},
        xaxis={**TEXT_AXIS, "range": [first, last], **_build_years(first, last)},
        yaxis={
            **TEXT_AXIS,
            "tickfont": {"color": INK, "size": 12},
            "range": [len(marks.labels) - 0.5, -0.5],
            "tickvals": list(range(len(marks.labels))),
            "ticktext": build_labels(marks.labels),
            "showgrid": True,
            "gridcolor": HAIRLINE,
        },
        shapes=[_build_day_line(marks)],
        annotations=[_build_day_note(marks), *_build_ends(marks)],
    )
    return go.Figure(bars, layout)


def _find_lanes(marks: Spans) -> tuple[dict[int, int], list[int]]:
    """Find which lane each span takes in its row, and how many lanes each row needs."""
    taken: list[list[int]] = [[] for _label in marks.labels]
    lanes = {}
    for at in sorted(range(len(marks.rows)), key=lambda at: marks.starts[at]):
        ends = taken[marks.rows[at]]
        start = marks.starts[at].toordinal()
        end = (marks.ends[at] or date.max).toordinal()
        lane = next((n for n, busy in enumerate(ends) if busy < start), len(ends))
        ends[lane : lane + 1] = [end]
        lanes[at] = lane
    return lanes, [max(len(ends), 1) for ends in taken]


def _find_range(marks: Spans) -> tuple[int, int]:
    """Find the days to show: what is longer ago than eight years is cut off."""
    day = marks.day.toordinal()
    starts = [start.toordinal() for start in marks.starts]
    ends = [end.toordinal() for end in marks.ends if end is not None]
    first = max(min([*starts, day - 365]), day - MOST_YEARS * 365)
    return first, max([*ends, day]) + DAYS_AFTER


def _find_start(marks: Spans, at: int, first: int) -> int:
    return max(marks.starts[at].toordinal(), first)


def _find_end(marks: Spans, at: int, last: int) -> int:
    end = marks.ends[at]
    # A last day is part of the span.
    return last if end is None else end.toordinal() + 1


def _build_years(first: int, last: int) -> dict[str, object]:
    years = range(date.fromordinal(first).year + 1, date.fromordinal(last).year + 1)
    step = -(-len(years) // MOST_TICKS)
    shown = [year for year in years if (year - years[0]) % step == 0]
    return {
        "tickvals": [date(year, 1, 1).toordinal() for year in shown],
        "ticktext": [str(year) for year in shown],
        "tickangle": 0,
        "showgrid": True,
        "gridcolor": HAIRLINE,
    }


def _build_day_line(marks: Spans) -> dict[str, object]:
    day = marks.day.toordinal()
    look = {"color": MUTED, "width": 1, "dash": "dot"}
    return {
        "type": "line",
        "yref": "paper",
        "x0": day,
        "x1": day,
        "y0": 0,
        "y1": 1,
        "line": look,
    }


def _build_day_note(marks: Spans) -> dict[str, object]:
    text = build_label(marks.day_text)
    place = {"xref": "x", "xanchor": "center", "yanchor": "bottom", "yshift": 2}
    return build_note(text, x=marks.day.toordinal(), y=1, **place)


def _build_ends(marks: Spans) -> list[dict[str, object]]:
    look = {"yref": "y", "xanchor": "left", "xshift": 6}
    return [
        build_note(
            build_label(text), x=1, y=at, font={"size": 12, "color": INK}, **look
        )
        for at, text in enumerate(marks.end_texts)
    ]
