"""Which forms of chart become native charts in office programs, and how."""

from collections.abc import Callable

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
from app.charts.office_bars import (
    build_bars,
    build_columns,
    build_shares,
    build_waterfall,
)
from app.charts.office_days import build_calendar, build_spans
from app.charts.office_lines import build_line
from app.charts.office_native import NativeChart
from app.charts.office_points import build_calibration, build_funnel
from app.charts.office_rows import build_dots, build_pairs

# A map is as high as this many rows.
MAP_ROWS = 24
# Maps become shapes (office_shapes) and the grid a table (office_grid).
BUILDERS: dict[type, Callable[..., NativeChart]] = {
    Bars: build_bars,
    Calendar: build_calendar,
    Calibration: build_calibration,
    Columns: build_columns,
    Dots: build_dots,
    Funnel: build_funnel,
    Line: build_line,
    Pairs: build_pairs,
    Shares: build_shares,
    Spans: build_spans,
    Waterfall: build_waterfall,
}


def build_native(marks: Marks) -> NativeChart:
    """Build the native chart of a form that has one (KeyError for maps and grids)."""
    return BUILDERS[type(marks)](marks)


def find_n_rows(marks: Marks) -> int:
    """Find how many rows a form has that lie under each other; 0 where there are none.

    What shows it may be higher the more there are.
    """
    if isinstance(marks, Tiles | OutlineMap):
        return MAP_ROWS
    if isinstance(marks, Grid):
        return len(marks.row_labels)
    native = build_native(marks)
    return native.n_rows if native.kind not in ("column", "line") else 0
