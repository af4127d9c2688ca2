"""How each form a chart can take is drawn in print, and how high it has to be."""

from collections.abc import Callable
from typing import Any

from app.charts.forms import (
    Calendar,
    Columns,
    Dots,
    Funnel,
    Line,
    Marks,
    OutlineMap,
    Shares,
    Tiles,
    Waterfall,
)
from app.charts.forms_compared import Calibration, Pairs
from app.charts.forms_plan import Bars, Grid
from app.charts.forms_timed import Spans
from app.charts.print_bars import (
    draw_print_bars,
    draw_print_shares,
    draw_print_waterfall,
    find_bar_heights,
    find_share_heights,
    find_waterfall_heights,
)
from app.charts.print_columns import draw_print_columns, find_column_heights
from app.charts.print_dots import (
    draw_print_dots,
    draw_print_pairs,
    find_dot_heights,
    find_pair_heights,
)
from app.charts.print_grid import draw_print_grid, find_grid_heights
from app.charts.print_lines import draw_print_line, find_line_heights
from app.charts.print_maps import (
    draw_print_map,
    draw_print_tiles,
    find_map_heights,
    find_tile_heights,
)
from app.charts.print_plot import Canvas, Heights, Picture
from app.charts.print_scatter import (
    draw_print_calibration,
    draw_print_funnel,
    find_calibration_heights,
    find_funnel_heights,
)
from app.charts.print_timed import (
    draw_print_calendar,
    draw_print_spans,
    find_calendar_heights,
    find_span_heights,
)

Drawer = Callable[[Any, Canvas], Picture]
Measurer = Callable[[Any, Canvas], Heights]
DRAWERS: dict[type, tuple[Drawer, Measurer]] = {
    Bars: (draw_print_bars, find_bar_heights),
    Calendar: (draw_print_calendar, find_calendar_heights),
    Calibration: (draw_print_calibration, find_calibration_heights),
    Columns: (draw_print_columns, find_column_heights),
    Dots: (draw_print_dots, find_dot_heights),
    Funnel: (draw_print_funnel, find_funnel_heights),
    Grid: (draw_print_grid, find_grid_heights),
    Line: (draw_print_line, find_line_heights),
    OutlineMap: (draw_print_map, find_map_heights),
    Pairs: (draw_print_pairs, find_pair_heights),
    Shares: (draw_print_shares, find_share_heights),
    Spans: (draw_print_spans, find_span_heights),
    Tiles: (draw_print_tiles, find_tile_heights),
    Waterfall: (draw_print_waterfall, find_waterfall_heights),
}


def draw_form(marks: Marks, canvas: Canvas) -> Picture:
    """Draw marks in their form on a canvas."""
    draw, _find = DRAWERS[type(marks)]
    return draw(marks, canvas)


def find_heights(marks: Marks, canvas: Canvas) -> Heights:
    """Find how high marks have to be and would like to be at a canvas's width."""
    _draw, find = DRAWERS[type(marks)]
    return find(marks, canvas)
