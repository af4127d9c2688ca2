"""A line by year as native series: outcome, after a break, so far, target, forecast."""

from itertools import pairwise

from app.charts.draw_lines import FAINT
from app.charts.forms import Line
from app.charts.office_line_labels import find_label_places
from app.charts.office_native import Axis, Look, NativeChart, Numbers, Series
from app.messages import _
from app.theme import ACCENT, MUTED, SERIES, WHITE

ROOM_OVER, ROOM_UNDER = 0.3, 0.5
NO_LINE = {"line": {"none": True}}
NO_SIGN = {**NO_LINE, "marker": {"type": "none"}}
MIDDLE = {
    "type": "circle",
    "size": 4,
    "fill": {"color": WHITE},
    "border": {"color": WHITE},
}
FAN = {"line": {"color": FAINT, "width": 9}, "end_style": 0}


def build_line(marks: Line) -> NativeChart:
    """Build a series for each thing the line says, so that none runs into another."""
    low, high = _find_range(marks)
    return NativeChart(
        kind="line",
        labels=marks.labels,
        series=(
            *_build_forecast(marks),
            *_build_runs(marks),
            *_build_open(marks),
            *_build_targets(marks),
            *_build_break(marks, high),
        ),
        x_axis=Axis(is_shown=True),
        y_axis=Axis(low=low, high=high),
    )


def _find_range(marks: Line) -> tuple[float, float]:
    """Leave room under the lowest figure, so that a line's shape is seen."""
    ends = (marks.forecast_low, marks.forecast_high)
    known = [n for n in (*marks.numbers, *marks.targets, *ends) if n is not None]
    highest, lowest = max(known, default=1.0), min(known, default=0.0)
    span = (highest - lowest) or abs(highest) or 1.0
    bottom = lowest - ROOM_UNDER * span
    return max(0.0, bottom) if lowest >= 0 else bottom, highest + ROOM_OVER * span


def _build_runs(marks: Line) -> list[Series]:
    """Build a series from break to break, without the years that are not over."""
    starts = [0, *marks.break_positions, len(marks.labels)]
    names = [_("Outcome")] + [
        _("Outcome from %(year)s", year=marks.labels[at]) for at in starts[1:-1]
    ]
    runs = [
        (name, [at for at in range(*ends) if at not in marks.open_positions])
        for name, ends in zip(names, pairwise(starts), strict=True)
    ]
    return [_build_run(marks, name, places) for name, places in runs if places]


def _build_run(marks: Line, name: str, places: list[int]) -> Series:
    return Series(
        name=name,
        y=_keep(marks.numbers, places),
        texts=_keep_texts(marks.texts, places),
        position="above",
        bold_position=marks.accent,
        places=find_label_places(marks, places, _find_range(marks)),
        look=_build_look(),
    )


def _build_look() -> Look:
    return {"line": {"color": ACCENT, "width": 2}, "marker": _build_sign(ACCENT)}


def _build_sign(fill: str, size: int = 7) -> Look:
    look = {"fill": {"color": fill}, "border": {"color": ACCENT, "width": 1.5}}
    return {"type": "circle", "size": size, **look}


def _build_open(marks: Line) -> list[Series]:
    places = list(marks.open_positions)
    if not any(marks.numbers[at] is not None for at in places):
        return []
    point = Series(
        name=_("Year not over"),
        y=_keep(marks.numbers, places),
        texts=_keep_texts(marks.texts, places),
        position="below" if marks.forecast is not None else "above",
        bold_position=marks.accent,
        look={**NO_LINE, "marker": _build_sign(ACCENT)},
    )
    # Not every program draws a sign's edge, so what makes it hollow is a point too.
    middle = Series(
        name=_("Year not over, white middle"),
        y=point.y,
        look={**NO_LINE, "marker": MIDDLE},
    )
    return [point, middle]


def _build_targets(marks: Line) -> list[Series]:
    if not any(target is not None for target in marks.targets):
        return []
    bar = {"fill": {"color": SERIES[1]}, "border": {"color": SERIES[1]}}
    return [
        Series(
            name=marks.target_text or _("Target"),
            y=marks.targets,
            look={**NO_LINE, "marker": {"type": "long_dash", "size": 16, **bar}},
            is_explained=bool(marks.target_text),
        )
    ]


def _build_forecast(marks: Line) -> list[Series]:
    """Build a dashed line from last year to the forecast, and its interval as a bar."""
    if marks.forecast is None:
        return []
    end = len(marks.labels) - 1
    dashed = list(marks.numbers)
    dashed[end] = marks.forecast
    line = Series(
        name=marks.forecast_text or _("Forecast"),
        y=_keep(tuple(dashed), [end - 1, end]),
        look={
            "line": {"color": ACCENT, "width": 2, "dash_type": "dash"},
            "marker": {"type": "none"},
        },
        is_explained=bool(marks.forecast_text),
    )
    low, high = marks.forecast_low, marks.forecast_high
    if low is None or high is None:
        return [line]
    places = range(len(marks.labels))
    fan = Series(
        name=_("Forecast, upper end"),
        y=tuple(high if at == end else None for at in places),
        texts=tuple(marks.range_text if at == end else "" for at in places),
        position="above",
        label_colour=MUTED,
        minus=tuple(high - low if at == end else 0.0 for at in places),
        plus=tuple(0.0 for _at in places),
        interval_look=FAN,
        look=NO_SIGN,
    )
    return [fan, line]


def _build_break(marks: Line, high: float) -> list[Series]:
    """Say over the first year after a break what it is."""
    if not marks.break_positions or not marks.break_text:
        return []
    places = range(len(marks.labels))
    broken = marks.break_positions
    return [
        Series(
            name=marks.break_text,
            y=tuple(high if at in broken else None for at in places),
            texts=tuple(
                f"{marks.break_text} \u2506" if at in broken else "" for at in places
            ),
            position="left",
            label_colour=MUTED,
            look=NO_SIGN,
        )
    ]


def _keep(numbers: Numbers, places: list[int]) -> Numbers:
    return tuple(n if at in places else None for at, n in enumerate(numbers))


def _keep_texts(texts: tuple[str, ...], places: list[int]) -> tuple[str, ...]:
    return tuple(text if at in places else "" for at, text in enumerate(texts))
