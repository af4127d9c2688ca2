"""Draw a chart for the screen: spec in, Plotly figure out.

Drawing knows neither Streamlit nor the database. A finished figure is kept for as
long as its spec is asked for; the spec is its own key, so no reader gets a figure
that says anything else than what was asked.
"""

from functools import lru_cache

import plotly.graph_objects as go

from app.charts.draw_bars import draw_columns, draw_shares, draw_waterfall
from app.charts.draw_dots import draw_dots
from app.charts.draw_maps import draw_outline_map, draw_tiles
from app.charts.forms import (
    Columns,
    Dots,
    OutlineMap,
    Shares,
    Tiles,
    Waterfall,
)
from app.charts.spec import ChartSpec


@lru_cache(maxsize=256)
def draw_chart(spec: ChartSpec) -> go.Figure:
    """Draw a spec in the form its marks ask for.

    Returns:
        A figure that is shared between readers: do not change it.
    """
    match spec.marks:
        case Columns():
            return draw_columns(spec.marks)
        case Dots():
            return draw_dots(spec.marks)
        case OutlineMap():
            return draw_outline_map(spec.marks)
        case Shares():
            return draw_shares(spec.marks)
        case Tiles():
            return draw_tiles(spec.marks)
        case Waterfall():
            return draw_waterfall(spec.marks)
