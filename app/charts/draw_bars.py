"""Bars on screen: columns by year, shares to 100 % and the waterfall of points."""

from itertools import accumulate

import plotly.graph_objects as go

from app.charts.forms import Columns, Shares, Waterfall
from app.charts.layout import (
    HIDDEN_AXIS,
    TEXT_AXIS,
    build_key,
    build_label,
    build_labels,
    build_layout,
    build_note,
)
from app.theme import ACCENT, CONTEXT, HAIRLINE, INK, SERIES, WHITE

ROLE_COLOURS = {"yes": ACCENT, "no": SERIES[1], "unknown": CONTEXT}
ROW_PIXELS = 34
LABEL_ROOM = 1.14
SMALL_TEXT_AXIS = {
    **TEXT_AXIS,
    "tickfont": {"color": INK, "size": 12},
    "ticklabelstandoff": 6,
}


def draw_columns(marks: Columns) -> go.Figure:
    """Draw one column per period from zero, with its number on top."""
    places = range(len(marks.labels))
    hatching = ["/" if at in marks.open_positions else "" for at in places]
    colours = [ACCENT if at == marks.accent else CONTEXT for at in places]
    bars = go.Bar(
        x=build_labels(marks.labels),
        y=list(marks.numbers),
        text=build_labels(marks.texts),
        textposition="outside",
        textfont={"size": 13, "color": INK},
        textangle=0,
        cliponaxis=False,
        marker={
            "color": colours,
            "pattern": {"shape": hatching, "fgcolor": WHITE, "size": 6},
        },
        hovertemplate="%{x}: %{text}<extra></extra>",
    )
    highest = max((number for number in marks.numbers if number), default=1)
    line = {"type": "category", "showline": True, "linecolor": HAIRLINE}
    layout = build_layout(
        280,
        bargap=0.35,
        xaxis={**TEXT_AXIS, **line},
        yaxis={**HIDDEN_AXIS, "range": [0, highest * LABEL_ROOM]},
    )
    return go.Figure(bars, layout)


def draw_shares(marks: Shares) -> go.Figure:
    """Draw one bar to 100 % per label, unknown in grey and last."""
    labels = build_labels(marks.labels)
    bars = [
        go.Bar(
            x=list(segment.numbers),
            y=labels,
            orientation="h",
            marker={"color": ROLE_COLOURS[segment.role_code]},
            customdata=build_labels(segment.texts),
            hovertemplate=(
                f"%{{y}}<br>{build_label(segment.label)}: %{{customdata}}"
                "<extra></extra>"
            ),
        )
        for segment in marks.segments
    ]
    key = build_key([(ROLE_COLOURS[s.role_code], s.label) for s in marks.segments])
    ends = [
        build_note(build_label(text), x=1, y=label, yref="y", xanchor="left", xshift=6)
        for label, text in zip(labels, marks.end_texts, strict=True)
    ]
    layout = build_layout(
        52 + ROW_PIXELS * len(labels),
        barmode="stack",
        bargap=0.35,
        margin={"l": 4, "r": marks.end_pixels, "t": 34, "b": 4},
        xaxis={**HIDDEN_AXIS, "range": [0, 100]},
        yaxis={**SMALL_TEXT_AXIS, "autorange": "reversed"},
        annotations=[
            build_note(key, x=0, y=1, xanchor="left", yanchor="bottom", yshift=8),
            *ends,
        ],
    )
    return go.Figure(bars, layout)


def draw_waterfall(marks: Waterfall) -> go.Figure:
    """Draw each reason's points as a step from the typical supplier to this one."""
    sums = list(accumulate(marks.numbers))
    bars = go.Bar(
        x=[*marks.numbers, *sums[-1:]],
        base=[0.0, *sums[:-1], 0.0],
        y=build_labels((*marks.labels, marks.sum_label)),
        orientation="h",
        marker={
            "color": [
                *(ACCENT if number > 0 else CONTEXT for number in marks.numbers),
                INK,
            ]
        },
        text=build_labels((*marks.texts, marks.sum_text)),
        textposition="outside",
        textfont={"size": 13, "color": INK},
        cliponaxis=False,
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    low, high = min(0.0, *sums), max(0.0, *sums)
    room = max(high - low, 1.0) * 0.18
    zero = {"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "paper"}
    layout = build_layout(
        16 + ROW_PIXELS * (len(marks.labels) + 1),
        bargap=0.35,
        xaxis={**HIDDEN_AXIS, "range": [low - room, high + room]},
        yaxis={**SMALL_TEXT_AXIS, "autorange": "reversed"},
        shapes=[{**zero, "line": {"color": HAIRLINE, "width": 1}}],
    )
    return go.Figure(bars, layout)
