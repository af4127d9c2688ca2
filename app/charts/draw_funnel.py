"""A funnel on screen: small numbers vary more, so they are given more room."""

from typing import Any

import plotly.graph_objects as go

from app.charts.forms import Funnel
from app.charts.layout import (
    SMALL,
    TEXT_AXIS,
    build_label,
    build_labels,
    build_layout,
    build_note,
)
from app.theme import ACCENT, CONTEXT, HAIRLINE, INK, MUTED, SEQUENCE, WHITE

HEIGHT = 380
QUIET_AXIS = {
    **TEXT_AXIS,
    "tickfont": {"color": MUTED, "size": SMALL},
    "nticks": 5,
    "showline": True,
    "linecolor": HAIRLINE,
    "separatethousands": True,
    "exponentformat": "none",
}


def draw_funnel(marks: Funnel) -> go.Figure:
    """Draw one dot per region at its size, over the range that chance explains."""
    highest = max(*marks.numbers, marks.reference, 0.0)
    layout = build_layout(
        HEIGHT,
        margin={"l": 4, "r": 12, "t": 28, "b": 4},
        xaxis={
            **QUIET_AXIS,
            "range": [0, max(marks.sizes) * 1.12],
            "title": {
                "text": build_label(marks.size_text),
                "font": {"size": SMALL, "color": MUTED},
            },
        },
        # The range of the smallest may reach far over every figure there is.
        yaxis={**QUIET_AXIS, "range": [-0.04 * highest, highest * 1.3 or 1]},
        shapes=[_build_reference_line(marks)],
        annotations=[
            build_note(
                build_label(marks.reference_text),
                x=1,
                y=marks.reference,
                yref="y",
                xanchor="right",
                yanchor="bottom",
            )
        ],
    )
    return go.Figure([_build_band(marks), _build_dots(marks)], layout)


def _build_band(marks: Funnel) -> go.Scatter:
    order = sorted(range(len(marks.sizes)), key=marks.sizes.__getitem__)
    across = [marks.sizes[at] for at in order]
    return go.Scatter(
        x=[*across, *reversed(across)],
        y=[
            *(marks.highs[at] for at in order),
            *(marks.lows[at] for at in reversed(order)),
        ],
        mode="lines",
        fill="toself",
        fillcolor=SEQUENCE[0],
        line={"width": 0},
        hoverinfo="skip",
    )


def _build_dots(marks: Funnel) -> go.Scatter:
    places = range(len(marks.labels))
    labels = build_labels(marks.labels)
    return go.Scatter(
        x=list(marks.sizes),
        y=list(marks.numbers),
        mode="markers+text",
        marker={
            "size": 10,
            "color": [
                ACCENT if at in marks.named else _find_colour(at, marks)
                for at in places
            ],
            "line": {"color": MUTED, "width": 1},
        },
        text=[label if at in marks.named else "" for at, label in enumerate(labels)],
        textposition="top center",
        textfont={"size": 13, "color": INK},
        customdata=[
            f"{label}: {text}"
            for label, text in zip(labels, build_labels(marks.texts), strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )


def _find_colour(at: int, marks: Funnel) -> str:
    return WHITE if at in marks.faint else CONTEXT


def _build_reference_line(marks: Funnel) -> dict[str, Any]:
    ends = {"x0": 0, "x1": 1, "y0": marks.reference, "y1": marks.reference}
    look = {"color": MUTED, "width": 1, "dash": "dot"}
    return {"type": "line", "xref": "paper", **ends, "line": look}
