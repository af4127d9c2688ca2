"""A year's occasions on screen: a row per kind, a sign per day."""

import plotly.graph_objects as go

from app.charts.forms import Calendar
from app.charts.layout import (
    TEXT_AXIS,
    build_label,
    build_labels,
    build_layout,
    build_note,
)
from app.theme import ACCENT, CONTEXT, HAIRLINE, MUTED, WHITE

ROW_PIXELS = 42
DAYS = 366
# State to symbol, fill and edge: never told by colour alone.
SIGNS = {
    "held": ("circle", ACCENT, ACCENT),
    "planned": ("circle", WHITE, ACCENT),
    "cancelled": ("x-thin", CONTEXT, MUTED),
}
KEY_SIGNS = ("\u25cf", "\u25cb", "\u2715")


def draw_calendar(marks: Calendar) -> go.Figure:
    """Draw one row per label and a sign per occasion, January to December."""
    key = "\u2003".join(
        f"{sign}\u00a0{build_label(text)}"
        for sign, text in zip(KEY_SIGNS, marks.key_texts, strict=True)
    )
    n_months = len(marks.month_texts)
    labels = [
        f'{label}<br><span style="color:{MUTED};font-size:12px">{end}</span>'
        for label, end in zip(
            build_labels(marks.labels), build_labels(marks.end_texts), strict=True
        )
    ]
    layout = build_layout(
        64 + ROW_PIXELS * len(marks.labels),
        margin={"l": 4, "r": 8, "t": 32, "b": 4},
        xaxis={
            **TEXT_AXIS,
            "range": [-4, DAYS + 4],
            "tickvals": [(at + 0.5) * DAYS / n_months for at in range(n_months)],
            "ticktext": build_labels(marks.month_texts),
            "tickangle": 0,
        },
        yaxis={
            **TEXT_AXIS,
            "range": [len(marks.labels) - 0.5, -0.5],
            "tickvals": list(range(len(marks.labels))),
            "ticktext": labels,
            "showgrid": True,
            "gridcolor": HAIRLINE,
        },
        annotations=[
            build_note(key, x=0, y=1, xanchor="left", yanchor="bottom", yshift=6),
        ],
    )
    return go.Figure(_build_points(marks), layout)


def _build_points(marks: Calendar) -> go.Scatter:
    signs = [SIGNS[state] for state in marks.states]
    return go.Scatter(
        x=list(marks.days),
        y=list(marks.rows),
        mode="markers",
        marker={
            "size": 13,
            "symbol": [symbol for symbol, _fill, _edge in signs],
            "color": [fill for _symbol, fill, _edge in signs],
            "line": {"color": [edge for _symbol, _fill, edge in signs], "width": 2},
        },
        customdata=build_labels(marks.texts),
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )
