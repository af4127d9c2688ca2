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
from app.charts.span_lanes import (
    find_days,
    find_end,
    find_height,
    find_lanes,
    find_start,
    find_years,
)
from app.theme import ACCENT, CONTEXT, HAIRLINE, INK, MUTED

ROW_PIXELS = 30
LANE_PIXELS = 9
# As many as a telephone has room for.
MOST_TICKS = 4


def draw_spans(marks: Spans) -> go.Figure:
    """Draw one row per label; bars that overlap stand below each other."""
    lanes, n_lanes = find_lanes(marks)
    first, last = find_days(marks)
    tallest = max(n_lanes, default=1)
    heights = {
        at: find_height(lane, n_lanes[marks.rows[at]]) for at, lane in lanes.items()
    }
    bars = go.Bar(
        x=[find_end(marks, at, last) - find_start(marks, at, first) for at in lanes],
        base=[find_start(marks, at, first) for at in lanes],
        y=[marks.rows[at] + middle for at, (middle, _height) in heights.items()],
        width=[height for _middle, height in heights.values()],
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


def _build_years(first: int, last: int) -> dict[str, object]:
    shown = find_years(first, last, most=MOST_TICKS)
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
