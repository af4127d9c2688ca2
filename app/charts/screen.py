"""Draw a chart for the screen: spec in, Plotly figure out.

Drawing knows neither Streamlit nor the database. A finished figure is kept for as
long as its spec is asked for; the spec is its own key, so no reader gets a figure
that says anything else than what was asked.
"""

from collections.abc import Callable
from functools import lru_cache

import plotly.graph_objects as go

from app.charts.draw_bars import draw_columns, draw_shares, draw_waterfall
from app.charts.draw_calendar import draw_calendar
from app.charts.draw_calibration import draw_calibration
from app.charts.draw_dots import draw_dots
from app.charts.draw_funnel import draw_funnel
from app.charts.draw_lines import draw_line
from app.charts.draw_maps import draw_outline_map, draw_tiles
from app.charts.draw_pairs import draw_pairs
from app.charts.draw_plan import draw_bars, draw_grid
from app.charts.draw_spans import draw_spans
from app.charts.forms import (
    Calendar,
    Columns,
    Dots,
    Funnel,
    Line,
    OutlineMap,
    Shares,
    Tiles,
    Waterfall,
)
from app.charts.forms_compared import Calibration, Pairs
from app.charts.forms_plan import Bars, Grid
from app.charts.forms_timed import Spans
from app.charts.spec import ChartSpec

DRAWERS: dict[type, Callable[..., go.Figure]] = {
    Bars: draw_bars,
    Calendar: draw_calendar,
    Calibration: draw_calibration,
    Columns: draw_columns,
    Dots: draw_dots,
    Funnel: draw_funnel,
    Grid: draw_grid,
    Line: draw_line,
    OutlineMap: draw_outline_map,
    Pairs: draw_pairs,
    Shares: draw_shares,
    Spans: draw_spans,
    Tiles: draw_tiles,
    Waterfall: draw_waterfall,
}


@lru_cache(maxsize=256)
def draw_chart(spec: ChartSpec) -> go.Figure:
    """Draw a spec in the form its marks ask for.

    Returns:
        A figure that is shared between readers: do not change it.
    """
    return DRAWERS[type(spec.marks)](spec.marks)
