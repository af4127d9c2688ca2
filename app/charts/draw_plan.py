"""A plan on screen: horizontal bars from zero, and the grid of categories and areas."""

import plotly.graph_objects as go

from app.charts.forms_plan import Bars, Grid
from app.charts.layout import HIDDEN_AXIS, TEXT_AXIS, build_labels, build_layout
from app.theme import ACCENT, CONTEXT, HAIRLINE, INK, SEQUENCE, SURFACE, WHITE

BAR_PIXELS, CELL_PIXELS = 40, 32
LETTER_PIXELS = 7
# White letters are read on the two darkest steps only.
FIRST_DARK = 3
SMALL_TICKS = {**TEXT_AXIS, "tickfont": {"color": INK, "size": 12}}


def draw_bars(marks: Bars) -> go.Figure:
    """Draw one bar per label in the given order, its number at its end."""
    bars = go.Bar(
        x=list(marks.numbers),
        y=build_labels(marks.labels),
        orientation="h",
        marker={
            "color": [
                ACCENT if at == marks.accent else CONTEXT
                for at in range(len(marks.labels))
            ]
        },
        text=build_labels(marks.texts),
        textposition="outside",
        textfont={"size": 13, "color": INK},
        cliponaxis=False,
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    longest = max((len(text) for text in marks.texts), default=0)
    low, high = min(0.0, *marks.numbers), max(0.0, *marks.numbers)
    zero = {"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "paper"}
    layout = build_layout(
        16 + BAR_PIXELS * len(marks.labels),
        bargap=0.4,
        margin={"l": 4, "r": 16 + LETTER_PIXELS * longest, "t": 8, "b": 4},
        xaxis={**HIDDEN_AXIS, "range": [low, high if high > low else low + 1]},
        yaxis={**SMALL_TICKS, "autorange": "reversed", "ticklabelstandoff": 6},
        shapes=[{**zero, "line": {"color": HAIRLINE, "width": 1}}],
    )
    return go.Figure(bars, layout)


def draw_grid(marks: Grid) -> go.Figure:
    """Draw one cell per row and column with its number in it."""
    rows, columns = build_labels(marks.row_labels), build_labels(marks.column_labels)
    heat = go.Heatmap(
        x=columns,
        y=rows,
        z=[[-1 if step is None else step for step in row] for row in marks.steps],
        zmin=-1,
        zmax=len(SEQUENCE) - 1,
        colorscale=_build_scale((SURFACE, *SEQUENCE)),
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
    )
    cells = [
        (x, y, at, row) for at, y in enumerate(rows) for row, x in enumerate(columns)
    ]
    texts = go.Scatter(
        x=[x for x, _y, _at, _row in cells],
        y=[y for _x, y, _at, _row in cells],
        mode="text",
        text=[build_labels(marks.texts[at])[row] for _x, _y, at, row in cells],
        textfont={
            "size": 13,
            "color": [
                WHITE if (marks.steps[at][row] or 0) >= FIRST_DARK else INK
                for _x, _y, at, row in cells
            ],
        },
        hovertemplate="%{y}, %{x}: %{text}<extra></extra>",
    )
    layout = build_layout(
        36 + CELL_PIXELS * len(rows),
        xaxis={**TEXT_AXIS, "side": "top", "type": "category"},
        yaxis={**SMALL_TICKS, "autorange": "reversed", "type": "category"},
    )
    return go.Figure([heat, texts], layout)


def _build_scale(colours: tuple[str, ...]) -> list[list[object]]:
    """Build a scale of whole steps, so that no colour lies between two."""
    last = len(colours) - 1
    return [[at / last, colour] for at, colour in enumerate(colours)]
