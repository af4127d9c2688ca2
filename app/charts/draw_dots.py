"""Sorted dots on screen: which regions, beside a line to compare with."""

import plotly.graph_objects as go

from app.charts.forms import Dots
from app.charts.layout import (
    HIDDEN_AXIS,
    TEXT_AXIS,
    build_label,
    build_labels,
    build_layout,
    build_note,
)
from app.theme import ACCENT, CONTEXT, HAIRLINE, INK, MUTED

ROW_PIXELS = 24
TWO_LINES_PIXELS = 34
# The words of the highest dot stand in the margin: they are as wide on any screen.
LETTER_PIXELS = 7
ROOM = "\u00a0"


def draw_dots(marks: Dots) -> go.Figure:
    """Draw one dot per label in the given order, its number to the right of it."""
    labels = build_labels(marks.labels)
    dots = go.Scatter(
        x=list(marks.numbers),
        y=labels,
        mode="markers+text",
        marker={
            "size": 11,
            "color": [
                ACCENT if at == marks.accent else CONTEXT for at in range(len(labels))
            ],
            "line": {"color": MUTED, "width": 1},
        },
        text=[f"{ROOM}{text}" for text in build_labels(marks.texts)],
        textposition="top right" if marks.highs else "middle right",
        textfont={"size": 13, "color": INK},
        error_x=_build_intervals(marks),
        cliponaxis=False,
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    tops = [high for high in marks.highs if high is not None]
    highest = max((*marks.numbers, *tops, marks.reference or 0)) or 1
    layout = build_layout(
        44 + _find_row_pixels(marks) * len(labels),
        margin={"l": 4, "r": _find_room(marks), "t": 28, "b": 4},
        xaxis={**HIDDEN_AXIS, "range": [-0.03 * highest, highest * 1.03]},
        yaxis={
            **TEXT_AXIS,
            "autorange": "reversed",
            "showgrid": True,
            "gridcolor": HAIRLINE,
        },
        shapes=_build_reference_line(marks),
        annotations=_build_reference_note(marks),
    )
    return go.Figure(dots, layout)


def _find_row_pixels(marks: Dots) -> int:
    if any("\n" in label for label in marks.labels):
        return TWO_LINES_PIXELS
    return ROW_PIXELS + 8 * bool(marks.highs)


def _find_room(marks: Dots) -> int:
    longest = max((len(text) for text in marks.texts), default=0)
    return 16 + LETTER_PIXELS * longest


def _build_intervals(marks: Dots) -> dict[str, object] | None:
    if not marks.highs:
        return None
    ends = list(zip(marks.numbers, marks.lows, marks.highs, strict=True))
    return {
        "type": "data",
        "symmetric": False,
        "array": [0 if high is None else high - number for number, _, high in ends],
        "arrayminus": [0 if low is None else number - low for number, low, _ in ends],
        "color": CONTEXT,
        "thickness": 2,
        "width": 0,
    }


def _build_reference_line(marks: Dots) -> list[dict[str, object]]:
    if marks.reference is None:
        return []
    ends = {"x0": marks.reference, "x1": marks.reference, "y0": 0, "y1": 1}
    look = {"color": MUTED, "width": 1, "dash": "dot"}
    return [{"type": "line", "yref": "paper", **ends, "line": look}]


def _build_reference_note(marks: Dots) -> list[dict[str, object]]:
    if marks.reference is None:
        return []
    text = build_label(marks.reference_text)
    place = {"xref": "x", "xanchor": "left", "yanchor": "bottom", "xshift": 4}
    return [build_note(text, x=marks.reference, y=1, **place)]
