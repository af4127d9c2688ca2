"""How a native chart's labels, axes, key and rooms look, for the library's writer."""

from dataclasses import dataclass, replace
from typing import Any

from app.charts.office_native import (
    LOCALES,
    Axis,
    NativeChart,
    Series,
    build_plain,
    find_number_format,
)
from app.messages import language
from app.theme import HAIRLINE, INK, MUTED

# A letter's width as a part of its height, for the most part of letters.
LETTER = 0.52
MOST_ROOM = 0.45
KEY_LINES = 2.2
LINE = 1.3
SMALLEST = 6.5


@dataclass(frozen=True)
class Frame:
    """How large the chart is and its letters, in points."""

    width: float
    height: float
    letter: float


def find_fitting(native: NativeChart, frame: Frame) -> Frame:
    """Make letters smaller where rows stand so close that they would meet."""
    if native.kind in ("column", "line") or not native.n_rows:
        return frame
    row = frame.height / (native.n_rows + KEY_LINES)
    return replace(frame, letter=max(min(frame.letter, row / LINE), SMALLEST))


def build_labels(series: Series, frame: Frame | None) -> dict[str, Any]:
    """Build a series' labels: by a number format where one can write them."""
    size = frame.letter if frame else 10
    font = {"color": series.label_colour, "size": size}
    labels = {"value": True, "position": series.position, "font": font}
    number_format = find_number_format(series.y, series.texts)
    if number_format and not series.x and series.bold_position is None:
        return {**labels, "num_format": number_format}
    custom: list[dict[str, Any]] = [
        {
            "value": build_plain(text),
            "font": {**font, "bold": at == series.bold_position},
        }
        if text
        else {"delete": True}
        for at, text in enumerate(series.texts)
    ]
    return {**labels, "custom": custom}


def build_room(native: NativeChart, frame: Frame) -> dict[str, Any]:
    """Leave room beside the picture for names and words that the program sets there."""
    if not native.left and not native.right:
        return {}
    width = LETTER * frame.letter / frame.width
    left = min(native.left * width + 0.02, MOST_ROOM)
    right = min(native.right * width + 0.03, MOST_ROOM)
    top = (KEY_LINES * frame.letter / frame.height) if native.is_explained else 0.01
    room = {"x": left, "y": top, "width": 1 - left - right, "height": 0.98 - top}
    return {"layout": room}


def build_legend(native: NativeChart, frame: Frame) -> dict[str, Any]:
    """Build the key of those series that need one."""
    if not native.is_explained:
        return {"none": True}
    silent = [
        at
        for at, each in enumerate(native.series)
        if not each.is_explained and each.name.strip()
    ]
    font = {"size": frame.letter, "color": MUTED}
    return {"position": "top", "delete_series": silent, "font": font}


def build_axis(axis: Axis, frame: Frame, *, has_line: bool) -> dict[str, Any]:
    """Build an axis: quiet lines, and words only where it is shown."""
    hidden = {"none": True}
    grid = {"color": HAIRLINE, "width": 0.75}
    font = {"size": frame.letter, "color": INK}
    return {
        "visible": axis.is_shown or axis.has_grid,
        "label_position": "low" if axis.is_shown else "none",
        "min": axis.low,
        "max": axis.high,
        "major_unit": axis.step,
        "interval_unit": 1 if axis.is_shown and axis.low is None else None,
        "reverse": axis.is_reversed,
        "num_format": f"{LOCALES[language()]}{axis.number_format}",
        "num_font": font,
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
        "line": grid if has_line or axis.title else hidden,
        "major_gridlines": {"visible": axis.has_grid, "line": grid},
        **(
            {"name": build_plain(axis.title), "name_font": {**font, "bold": False}}
            if axis.title
            else {}
        ),
    }
