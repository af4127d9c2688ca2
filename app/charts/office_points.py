"""Forms of two figures as native points: the funnel, and what came of what was said."""

from typing import Any

from app.charts.forms import Funnel
from app.charts.forms_compared import Calibration
from app.charts.office_native import Axis, NativeChart, Series
from app.charts.office_rows import DOTTED, NO_LINE, build_sign
from app.messages import _
from app.theme import ACCENT, CONTEXT, HAIRLINE, MUTED, SEQUENCE, SERIES

WHOLE = 100.0
LIMIT = {"line": {"color": SEQUENCE[2], "width": 1.25}, "marker": {"type": "none"}}
COUNT_FORMAT = "#,##0"
PERCENT_FORMAT = '0"\u00a0%"'


def build_funnel(marks: Funnel) -> NativeChart:
    """Build one dot per region at its size, between the ends of what chance can do."""
    highest = max(*marks.numbers, marks.reference, 0.0)
    widest = max(marks.sizes) * 1.12
    line = Series(
        name=marks.reference_text,
        x=(0.0, widest),
        y=(marks.reference, marks.reference),
        look={**DOTTED, "marker": {"type": "none"}},
        is_explained=True,
    )
    return NativeChart(
        kind="scatter",
        series=(*_build_limits(marks), line, *_build_groups(marks)),
        x_axis=Axis(
            low=0,
            high=widest,
            is_shown=True,
            title=marks.size_text,
            number_format=COUNT_FORMAT,
        ),
        y_axis=Axis(low=0, high=highest * 1.3 or 1.0, is_shown=True),
    )


def build_calibration(marks: Calibration) -> NativeChart:
    """Build each group at what was said and what came, by the line of both."""
    same = Series(
        name=_("As often as said"),
        x=(0.0, WHOLE),
        y=(0.0, WHOLE),
        look={**DOTTED, "marker": {"type": "none"}},
        is_explained=True,
    )
    groups = [
        _build_group(marks, at, text) for at, text in enumerate(marks.series_texts)
    ]
    axis: dict[str, Any] = {"low": 0, "high": WHOLE, "step": 20, "is_shown": True}
    return NativeChart(
        kind="scatter",
        series=(same, *groups),
        x_axis=Axis(**axis, title=marks.predicted_text, number_format=PERCENT_FORMAT),
        y_axis=Axis(**axis, title=marks.observed_text, number_format=PERCENT_FORMAT),
    )


def _build_limits(marks: Funnel) -> list[Series]:
    order = sorted(range(len(marks.sizes)), key=marks.sizes.__getitem__)
    return [
        Series(
            name=name,
            x=tuple(marks.sizes[at] for at in order),
            y=tuple(limits[at] for at in order),
            look=LIMIT,
            is_explained=is_explained,
        )
        for name, limits, is_explained in (
            (_("What chance explains"), marks.highs, True),
            (_("What chance explains, lower end"), marks.lows, False),
        )
    ]


def _build_groups(marks: Funnel) -> list[Series]:
    few = tuple(at for at in marks.faint if at not in marks.named)
    rest = tuple(
        at for at in range(len(marks.labels)) if at not in {*marks.named, *marks.faint}
    )
    groups = (
        (_("Few cases"), HAIRLINE, few),
        (_("Within chance"), CONTEXT, rest),
        (_("Outside chance, or one's own"), ACCENT, marks.named),
    )
    return [_build_dots(marks, *group) for group in groups if group[2]]


def _build_dots(
    marks: Funnel, name: str, colour: str, places: tuple[int, ...]
) -> Series:
    return Series(
        name=name,
        x=tuple(marks.sizes[at] for at in places),
        y=tuple(marks.numbers[at] for at in places),
        texts=tuple(marks.labels[at] if at in marks.named else "" for at in places),
        position="above",
        look={**NO_LINE, "marker": build_sign(colour, MUTED)},
        is_explained=True,
    )


def _build_group(marks: Calibration, series: int, text: str) -> Series:
    rows = [at for at, each in enumerate(marks.series) if each == series]
    colour = SERIES[series]
    return Series(
        name=text,
        x=tuple(marks.predicted[at] for at in rows),
        y=tuple(marks.observed[at] for at in rows),
        minus=tuple(marks.observed[at] - marks.lows[at] for at in rows),
        plus=tuple(marks.highs[at] - marks.observed[at] for at in rows),
        interval_look={"line": {"color": colour, "width": 1.5}, "end_style": 1},
        look={
            "line": {"color": colour, "width": 1},
            "marker": build_sign(colour, colour),
        },
        is_explained=True,
    )
