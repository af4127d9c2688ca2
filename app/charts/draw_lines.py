"""A line by year on screen: the target beside it, breaks, and how the year may end."""

from typing import Any

import plotly.graph_objects as go

from app.charts.forms import Line
from app.charts.layout import (
    HIDDEN_AXIS,
    TEXT_AXIS,
    build_label,
    build_labels,
    build_layout,
    build_note,
)
from app.theme import ACCENT, HAIRLINE, INK, MUTED, SEQUENCE, SERIES, WHITE

HEIGHT = 320
ROOM_OVER, ROOM_UNDER = 0.25, 0.5
FAINT = SEQUENCE[1]
# So near under its target, as a part of the height, a number is struck through by it.
UNDER_TARGET = 0.12


def draw_line(marks: Line) -> go.Figure:
    """Draw a point per year with its number, targets as short bars, the forecast."""
    low, high = _find_range(marks)
    traces = [*_build_forecast(marks), *_build_runs(marks), _build_targets(marks)]
    layout = build_layout(
        HEIGHT,
        margin={"l": 12, "r": 12, "t": 28, "b": 4},
        xaxis={
            **TEXT_AXIS,
            "range": [-0.5, len(marks.labels) - 0.4],
            "tickvals": list(range(len(marks.labels))),
            "ticktext": build_labels(marks.labels),
            "showline": True,
            "linecolor": HAIRLINE,
        },
        yaxis={**HIDDEN_AXIS, "range": [low, high]},
        shapes=[_build_break(at) for at in marks.break_positions],
        annotations=_build_notes(marks),
    )
    return go.Figure(traces, layout)


def _find_range(marks: Line) -> tuple[float, float]:
    """Leave room under the lowest figure, so that a line's shape is seen."""
    ends = (marks.forecast_low, marks.forecast_high)
    known = [n for n in (*marks.numbers, *marks.targets, *ends) if n is not None]
    highest, lowest = max(known, default=1), min(known, default=0)
    span = (highest - lowest) or abs(highest) or 1
    bottom = lowest - ROOM_UNDER * span
    return max(0, bottom) if lowest >= 0 else bottom, highest + ROOM_OVER * span


def _build_runs(marks: Line) -> list[go.Scatter]:
    """Draw the line in parts: it stops at gaps, breaks and the unfinished year."""
    x: list[float | None] = []
    y: list[float | None] = []
    for at, number in enumerate(marks.numbers):
        if at in (*marks.break_positions, *marks.open_positions):
            x.append(None)
            y.append(None)
        x.append(at)
        y.append(number)
    line = go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": ACCENT, "width": 2},
        hoverinfo="skip",
    )
    return [line, _build_points(marks)]


def _build_points(marks: Line) -> go.Scatter:
    places = range(len(marks.labels))
    return go.Scatter(
        x=list(places),
        y=list(marks.numbers),
        mode="markers+text",
        marker={
            "size": [11 if at == marks.accent else 8 for at in places],
            "color": [WHITE if at in marks.open_positions else ACCENT for at in places],
            "line": {"color": ACCENT, "width": 2},
        },
        text=[
            f"<b>{text}</b>" if at == marks.accent else text
            for at, text in enumerate(build_labels(marks.texts))
        ],
        textposition=[_find_side(marks, at) for at in places],
        textfont={"size": 13, "color": INK},
        customdata=build_labels(marks.labels),
        cliponaxis=False,
        hovertemplate="%{customdata}: %{text}<extra></extra>",
    )


def _find_side(marks: Line, at: int) -> str:
    """Find on which side a number is clear of the forecast and of its own target."""
    number, target = marks.numbers[at], marks.targets[at]
    is_forecast = at in marks.open_positions and marks.forecast is not None
    if is_forecast or number is None or target is None:
        return "bottom center" if is_forecast else "top center"
    low, high = _find_range(marks)
    is_struck = 0 <= target - number < UNDER_TARGET * (high - low)
    return "bottom center" if is_struck else "top center"


def _build_targets(marks: Line) -> go.Scatter:
    x: list[float | None] = []
    y: list[float | None] = []
    for at, target in enumerate(marks.targets):
        if target is not None:
            x += [at - 0.35, at + 0.35, None]
            y += [target, target, None]
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": SERIES[1], "width": 2.5},
        hoverinfo="skip",
    )


def _build_forecast(marks: Line) -> list[go.Scatter]:
    """Draw a dashed line to the forecast and the interval around its end."""
    if marks.forecast is None:
        return []
    end = len(marks.labels) - 1
    start = marks.numbers[end - 1] if end else None
    dashed = go.Scatter(
        x=[end - 1, end] if start is not None else [end],
        y=[start, marks.forecast] if start is not None else [marks.forecast],
        mode="lines",
        line={"color": ACCENT, "width": 2, "dash": "dash"},
        hoverinfo="skip",
    )
    low, high = marks.forecast_low, marks.forecast_high
    if start is None:
        fan_x = [end - 0.2, end - 0.2, end + 0.2, end + 0.2]
        fan_y = [low, high, high, low]
    else:
        fan_x, fan_y = [end - 1, end, end], [start, high, low]
    fan = go.Scatter(
        x=fan_x,
        y=fan_y,
        mode="lines",
        fill="toself",
        fillcolor=FAINT,
        line={"width": 0},
        hoverinfo="skip",
    )
    return [fan, dashed, _build_range(marks)]


def _build_range(marks: Line) -> go.Scatter:
    return go.Scatter(
        x=[len(marks.labels) - 1],
        y=[marks.forecast_high],
        mode="text",
        text=[build_label(marks.range_text)],
        textposition="top center",
        textfont={"size": 13, "color": MUTED},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _build_break(at: int) -> dict[str, Any]:
    place = {"x0": at - 0.5, "x1": at - 0.5, "y0": 0, "y1": 1, "yref": "paper"}
    return {
        "type": "line",
        **place,
        "line": {"color": MUTED, "width": 1, "dash": "dot"},
    }


def _build_notes(marks: Line) -> list[dict[str, Any]]:
    notes = [
        build_note(
            build_label(marks.break_text),
            x=at - 0.5,
            y=1,
            xref="x",
            xanchor="right",
            yanchor="top",
            xshift=-4,
        )
        for at in marks.break_positions
    ]
    key = [
        f'<span style="color:{SERIES[1]}">\u2501</span>\u00a0'
        f"{build_label(marks.target_text)}"
        if marks.target_text
        else "",
        f'<span style="color:{ACCENT}">\u254c</span>\u00a0'
        f"{build_label(marks.forecast_text)}"
        if marks.forecast_text
        else "",
    ]
    words = "\u2003".join(part for part in key if part)
    if words:
        place = {"xanchor": "left", "yanchor": "bottom", "yshift": 6}
        notes.append(build_note(words, x=0, y=1, **place))
    return notes
