"""Observed by predicted on screen, beside the line where both are the same."""

from typing import Any

import plotly.graph_objects as go

from app.charts.forms_compared import Calibration
from app.charts.layout import (
    SMALL,
    TEXT_AXIS,
    build_key,
    build_label,
    build_labels,
    build_layout,
    build_note,
)
from app.theme import HAIRLINE, INK, MUTED, SERIES

HEIGHT = 400
STEPS = range(0, 101, 20)
PER_CENT_AXIS = {
    **TEXT_AXIS,
    "tickfont": {"color": MUTED, "size": SMALL},
    "range": [0, 100],
    "tickvals": list(STEPS),
    "ticktext": [f"{step}\u00a0%" for step in STEPS],
    "showline": True,
    "linecolor": HAIRLINE,
}


def draw_calibration(marks: Calibration) -> go.Figure:
    """Draw each group of predictions at what was said and what came, with interval."""
    entries = list(enumerate(marks.series_texts))
    layout = build_layout(
        HEIGHT,
        margin={"l": 4, "r": 16, "t": 52, "b": 4},
        xaxis={**PER_CENT_AXIS, "title": _build_title(marks.predicted_text)},
        yaxis=PER_CENT_AXIS,
        shapes=[
            {
                "type": "line",
                "x0": 0,
                "y0": 0,
                "x1": 100,
                "y1": 100,
                "layer": "below",
                "line": {"color": MUTED, "width": 1, "dash": "dot"},
            }
        ],
        annotations=[
            build_note(
                f"{build_key([(SERIES[at], text) for at, text in entries])}<br>"
                f"{build_label(marks.observed_text)}",
                x=0,
                y=1,
                xanchor="left",
                yanchor="bottom",
                yshift=8,
            )
        ],
    )
    return go.Figure([_build_points(marks, at) for at, _text in entries], layout)


def _build_points(marks: Calibration, series: int) -> go.Scatter:
    rows = [at for at, each in enumerate(marks.series) if each == series]
    texts = build_labels(marks.texts)
    return go.Scatter(
        x=[marks.predicted[at] for at in rows],
        y=[marks.observed[at] for at in rows],
        mode="lines+markers",
        marker={"size": 11, "color": SERIES[series]},
        line={"width": 1, "color": SERIES[series]},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [marks.highs[at] - marks.observed[at] for at in rows],
            "arrayminus": [marks.observed[at] - marks.lows[at] for at in rows],
            "color": SERIES[series],
            "thickness": 1.5,
            "width": 4,
        },
        customdata=[texts[at] for at in rows],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _build_title(text: str) -> dict[str, Any]:
    return {"text": build_label(text), "font": {"size": SMALL, "color": INK}}
