"""Maps of the regions on screen: tiles of one size, and outlines as they lie.

Both are drawn as filled polygons, because Plotly's own map layers fetch their shapes
from the net and stay empty without it.
"""

import plotly.graph_objects as go

from app.charts.forms import OutlineMap, Tiles
from app.charts.layout import (
    HIDDEN_AXIS,
    build_key,
    build_label,
    build_labels,
    build_layout,
    build_note,
)
from app.theme import INK, MUTED, SEQUENCE, SURFACE, WHITE

UNKNOWN = SURFACE
# From this step on the tile is so dark that its text has to be white.
FIRST_DARK_STEP = 3
GAP = 0.04
TILE_PIXELS = 52
# A degree of longitude is this much shorter than one of latitude at 62 degrees north.
NORTHERN_RATIO = 2.1


def draw_tiles(marks: Tiles) -> go.Figure:
    """Draw one tile per region, all of one size, coloured by step."""
    words = [
        f"{build_label(label)}<br><b>{build_label(text)}</b>"
        for label, text in zip(marks.labels, marks.texts, strict=True)
    ]
    texts = go.Scatter(
        x=list(marks.columns),
        y=list(marks.rows),
        mode="text",
        text=words,
        textfont={"size": 11, "color": [_find_ink(step) for step in marks.steps]},
        customdata=build_labels(marks.names),
        hovertemplate="%{customdata}: %{text}<extra></extra>",
        cliponaxis=False,
    )
    tiles = [
        _build_tile(row, column, _find_fill(step))
        for row, column, step in zip(
            marks.rows, marks.columns, marks.steps, strict=True
        )
    ]
    first, last = min(marks.columns), max(marks.columns)
    top, bottom = min(marks.rows), max(marks.rows)
    layout = build_layout(
        40 + TILE_PIXELS * (bottom - top + 1),
        margin={"l": 0, "r": 0, "t": 32, "b": 0},
        xaxis={**HIDDEN_AXIS, "range": [first - 0.5, last + 0.5]},
        yaxis={**HIDDEN_AXIS, "range": [bottom + 0.5, top - 0.5]},
        shapes=tiles,
        annotations=[_build_scale(marks.scale_texts)],
    )
    return go.Figure(texts, layout)


def draw_outline_map(marks: OutlineMap) -> go.Figure:
    """Draw each region's outline where it lies, coloured by the same steps."""
    found = {code: at for at, code in enumerate(marks.place_codes)}
    rings = []
    for outline in marks.outlines:
        at = found.get(outline.place_code)
        words = (
            f"{build_label(marks.names[at])}: {build_label(marks.texts[at])}"
            if at is not None
            else ""
        )
        rings.append(
            go.Scatter(
                x=list(outline.longitudes),
                y=list(outline.latitudes),
                mode="lines",
                fill="toself",
                fillcolor=_find_fill(None if at is None else marks.steps[at]),
                line={"color": MUTED, "width": 0.5},
                hoveron="fills",
                hoverinfo="text" if words else "skip",
                text=words,
            )
        )
    layout = build_layout(
        520,
        margin={"l": 0, "r": 0, "t": 32, "b": 0},
        hovermode="closest",
        xaxis=HIDDEN_AXIS,
        yaxis={**HIDDEN_AXIS, "scaleanchor": "x", "scaleratio": NORTHERN_RATIO},
        annotations=[_build_scale(marks.scale_texts)],
    )
    return go.Figure(rings, layout)


def _build_tile(row: int, column: int, fill: str) -> dict[str, object]:
    half = 0.5 - GAP
    corners = {
        "x0": column - half,
        "x1": column + half,
        "y0": row - half,
        "y1": row + half,
    }
    edge = {"color": MUTED, "width": 0.5}
    return {
        "type": "rect",
        "layer": "below",
        **corners,
        "fillcolor": fill,
        "line": edge,
    }


def _build_scale(scale_texts: tuple[str, ...]) -> dict[str, object]:
    key = build_key(list(zip(SEQUENCE, scale_texts, strict=False)))
    return build_note(key, x=0, y=1, xanchor="left", yanchor="bottom", yshift=6)


def _find_fill(step: int | None) -> str:
    return UNKNOWN if step is None else SEQUENCE[step]


def _find_ink(step: int | None) -> str:
    return WHITE if step is not None and step >= FIRST_DARK_STEP else INK
