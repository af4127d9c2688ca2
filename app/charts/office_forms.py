"""Which forms of chart become native charts in office programs, and how."""

from collections.abc import Callable

from app.charts.forms import (
    Calendar,
    Columns,
    Dots,
    Funnel,
    Line,
    Marks,
    Shares,
    Waterfall,
)
from app.charts.forms_compared import Calibration, Pairs
from app.charts.forms_plan import Bars
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
