"""Forms that become native bars: by period, by label, to 100 % and as a waterfall."""

from itertools import accumulate
from typing import Any

from app.charts.draw_bars import ROLE_COLOURS
from app.charts.forms import Columns, Shares, Waterfall
from app.charts.forms_plan import Bars
from app.charts.office_native import Axis, NativeChart, Series
from app.messages import _
from app.theme import ACCENT, CONTEXT, INK, MUTED, WHITE

WHOLE = 100.0
# Room for the words after a bar, as a part of the longest one.
ROOM = 0.3
# Programs do not agree on how to leave a series out of the key: it has no name there.
NAMELESS = "\u00a0"
UNSEEN = {"fill": {"none": True}, "border": {"none": True}}


def build_columns(marks: Columns) -> NativeChart:
    """Build one column per period from zero; those not over are hatched."""
    points = [
        _build_hatched(at == marks.accent)
        if at in marks.open_positions
        else _build_fill(ACCENT if at == marks.accent else CONTEXT)
        for at in range(len(marks.labels))
    ]
    series = Series(
        name=_("Outcome"),
        y=marks.numbers,
        texts=marks.texts,
        position="outside_end",
        look={"fill": {"color": CONTEXT}, "points": points},
    )
    return NativeChart(
        kind="column",
        labels=marks.labels,
        series=(series,),
        x_axis=Axis(is_shown=True),
        y_axis=Axis(low=0),
    )


def build_bars(marks: Bars) -> NativeChart:
    """Build one bar per label in the given order, the first on top."""
    points = [
        _build_fill(ACCENT if at == marks.accent else CONTEXT)
        for at in range(len(marks.labels))
    ]
    series = Series(
        name=_("Outcome"),
        y=marks.numbers,
        texts=marks.texts,
        position="outside_end",
        look={"fill": {"color": CONTEXT}, "points": points},
    )
    low, high = min(0.0, *marks.numbers), max(0.0, *marks.numbers)
    return NativeChart(
        kind="bar",
        labels=marks.labels,
        series=(series,),
        x_axis=Axis(is_shown=True, is_reversed=True),
        y_axis=Axis(low=low * (1 + ROOM), high=(high or 1.0) * (1 + ROOM)),
        gap=66,
    )


def build_shares(marks: Shares) -> NativeChart:
    """Build one bar to 100 % per label; what stands at its end is a series unseen."""
    segments = [
        Series(
            name=segment.label,
            y=segment.numbers,
            look=_build_fill(ROLE_COLOURS[segment.role_code]),
            is_explained=True,
        )
        for segment in marks.segments
    ]
    room = WHOLE * ROOM
    ends = _build_words(NAMELESS, (room,) * len(marks.labels))
    return NativeChart(
        kind="stacked",
        labels=marks.labels,
        series=(*segments, _add_texts(ends, marks.end_texts)),
        x_axis=Axis(is_shown=True, is_reversed=True),
        y_axis=Axis(low=0, high=WHOLE + room),
    )


def build_waterfall(marks: Waterfall) -> NativeChart:
    """Build each reason's points as a step; what lies under the steps is unseen.

    A step that crosses zero has a part on either side of it.
    """
    sums = list(accumulate(marks.numbers))
    steps = [*zip([0.0, *sums[:-1]], sums, strict=True), (0.0, sums[-1])]
    colours = [
        *(ACCENT if number > 0 else CONTEXT for number in marks.numbers),
        INK,
    ]
    lows = [min(step) for step in steps]
    highs = [max(step) for step in steps]
    look = {"fill": {"color": ACCENT}, "points": [_build_fill(c) for c in colours]}
    over = tuple(
        max(high, 0) - max(low, 0) for low, high in zip(lows, highs, strict=True)
    )
    under = tuple(
        min(low, 0) - min(high, 0) for low, high in zip(lows, highs, strict=True)
    )
    reach = max(*highs, 0.0) - min(*lows, 0.0) or 1.0
    ends = _build_words(NAMELESS, (reach * ROOM,) * len(steps))
    return NativeChart(
        kind="stacked",
        labels=(*marks.labels, marks.sum_label),
        series=(
            _build_words(_("Under the step"), tuple(max(low, 0.0) for low in lows)),
            _build_words(_("Above the step"), tuple(min(high, 0.0) for high in highs)),
            Series(name=_("Points above zero"), y=over, look=look),
            Series(name=_("Points below zero"), y=under, look=look),
            _add_texts(ends, (*marks.texts, marks.sum_text)),
        ),
        x_axis=Axis(is_shown=True, is_reversed=True),
        y_axis=Axis(low=min(*lows, 0.0), high=max(*highs, 0.0) + reach * ROOM),
    )


def _build_fill(colour: str) -> dict[str, Any]:
    return {"fill": {"color": colour}, "border": {"none": True}}


def _build_hatched(is_accent: bool) -> dict[str, Any]:
    pattern = {
        "pattern": "wide_upward_diagonal",
        "fg_color": ACCENT if is_accent else MUTED,
        "bg_color": WHITE,
    }
    return {"pattern": pattern, "border": {"color": MUTED, "width": 0.75}}


def _build_words(name: str, numbers: tuple[float, ...]) -> Series:
    return Series(name=name, y=numbers, look=UNSEEN)


def _add_texts(series: Series, texts: tuple[str, ...]) -> Series:
    return Series(
        name=series.name,
        y=series.y,
        texts=texts,
        position="inside_base",
        look=series.look,
    )
