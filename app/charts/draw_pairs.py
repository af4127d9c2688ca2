"""Pairs of dots on screen: one with its interval, a hollow one to compare with."""

from typing import Any

import plotly.graph_objects as go

from app.charts.forms_compared import Pairs
from app.charts.layout import (
    HIDDEN_AXIS,
    TEXT_AXIS,
    build_label,
    build_labels,
    build_layout,
    build_note,
)
from app.theme import ACCENT, CONTEXT, HAIRLINE, INK, MUTED, WHITE

ROW_PIXELS = 40
ROOM = 0.04


def draw_pairs(marks: Pairs) -> go.Figure:
    """Draw one row per label: interval, dot, hollow dot, and its text at the end."""
    labels = build_labels(marks.labels)
    low, high = _find_range(marks)
    ends = [
        build_note(
            build_label(text),
            x=1,
            y=at,
            yref="y",
            xanchor="left",
            xshift=6,
            font={"size": 12, "color": INK},
        )
        for at, text in enumerate(marks.texts)
    ]
    layout = build_layout(
        52 + ROW_PIXELS * len(labels),
        margin={"l": 4, "r": marks.end_pixels, "t": 40, "b": 4},
        xaxis={**HIDDEN_AXIS, "range": [low, high]},
        yaxis={
            **TEXT_AXIS,
            "tickfont": {"color": INK, "size": 12},
            "ticklabelstandoff": 6,
            "range": [len(labels) - 0.5, -0.5],
            "tickvals": list(range(len(labels))),
            "ticktext": labels,
            "showgrid": True,
            "gridcolor": HAIRLINE,
        },
        shapes=_build_reference(marks),
        annotations=[_build_pair_key(marks), *ends],
    )
    return go.Figure([_build_others(marks), _build_dots(marks)], layout)


def _build_pair_key(marks: Pairs) -> dict[str, Any]:
    dot, other = (build_label(text) for text in marks.key_texts)
    text = f"\u25cf\u00a0{dot}\u2003\u25cb\u00a0{other}"
    return build_note(text, x=0, y=1, xanchor="left", yanchor="bottom", yshift=10)


def _build_dots(marks: Pairs) -> go.Scatter:
    rows = [at for at, number in enumerate(marks.numbers) if number is not None]
    labels, texts = build_labels(marks.labels), build_labels(marks.texts)
    numbers = [marks.numbers[at] or 0.0 for at in rows]
    ends = [
        (number, marks.lows[at], marks.highs[at])
        for at, number in zip(rows, numbers, strict=True)
    ]
    return go.Scatter(
        x=numbers,
        y=rows,
        mode="markers",
        marker={
            "size": 12,
            "color": [ACCENT if at in marks.accents else MUTED for at in rows],
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [0 if high is None else high - number for number, _, high in ends],
            "arrayminus": [
                0 if low is None else number - low for number, low, _ in ends
            ],
            "color": CONTEXT,
            "thickness": 3,
            "width": 0,
        },
        customdata=[f"{labels[at]}: {texts[at]}" for at in rows],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _build_others(marks: Pairs) -> go.Scatter:
    rows = [at for at, other in enumerate(marks.others) if other is not None]
    return go.Scatter(
        x=[marks.others[at] for at in rows],
        y=rows,
        mode="markers",
        marker={"size": 12, "color": WHITE, "line": {"color": MUTED, "width": 2}},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _build_reference(marks: Pairs) -> list[dict[str, Any]]:
    if marks.reference is None:
        return []
    ends = {"x0": marks.reference, "x1": marks.reference, "y0": 0, "y1": 1}
    look = {"color": MUTED, "width": 1, "dash": "dot"}
    return [{"type": "line", "yref": "paper", "layer": "below", **ends, "line": look}]


def _find_range(marks: Pairs) -> tuple[float, float]:
    """Reach over every mark, from the reference where there is one."""
    drawn = (*marks.numbers, *marks.lows, *marks.highs, *marks.others, marks.reference)
    known = [number for number in drawn if number is not None] or [0.0, 1.0]
    room = ROOM * (max(known) - min(known) or 1.0)
    return min(known) - room, max(known) + room
