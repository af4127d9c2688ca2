"""Rows of days as native points: what runs when, and a year's occasions."""

from datetime import date

from app.charts.draw_calendar import DAYS
from app.charts.draw_spans import MOST_TICKS
from app.charts.forms import Calendar
from app.charts.forms_timed import Spans
from app.charts.office_native import NativeChart, Series, find_letters
from app.charts.office_rows import (
    NO_LINE,
    NO_SIGN,
    build_rows,
    build_sign,
    build_spread,
    build_upright,
)
from app.charts.span_lanes import (
    find_days,
    find_end,
    find_height,
    find_lanes,
    find_start,
)
from app.messages import _
from app.theme import ACCENT, CONTEXT, HAIRLINE, MUTED, SEQUENCE

# The day before the first that spreadsheets count.
DAY_0 = date(1899, 12, 30).toordinal()
# State to sign, fill and edge: never told by colour alone.
SIGNS = {
    "held": ("circle", ACCENT, ACCENT),
    "planned": ("circle", SEQUENCE[1], ACCENT),
    "cancelled": ("x", CONTEXT, MUTED),
}
BAR_POINTS = 8
THIN_BAR_POINTS = 5
GRID = {"line": {"color": HAIRLINE, "width": 0.75}, "end_style": 0}


def build_spans(marks: Spans) -> NativeChart:
    """Build one bar per span from its first day; those that overlap in lanes."""
    lanes, n_lanes = find_lanes(marks)
    first, last = find_days(marks)
    heights = {
        at: marks.rows[at] + find_height(lane, n_lanes[marks.rows[at]])[0]
        for at, lane in lanes.items()
    }
    width = BAR_POINTS if max(n_lanes, default=1) == 1 else THIN_BAR_POINTS
    accents = [at for at in lanes if at in marks.accents]
    others = [at for at in lanes if at not in marks.accents]
    bars = [
        bar
        for name, places, colour in (
            (_("Spans that the title speaks of"), accents, ACCENT),
            (_("Other spans"), others, CONTEXT),
        )
        for bar in _build_bars(
            name, marks, places, heights, (first, last), (colour, width)
        )
    ]
    count = len(marks.labels)
    ends = Series(
        name=_("Text at the end"),
        x=(float(last - DAY_0),) * count,
        y=tuple(float(at) for at in range(count)),
        texts=marks.end_texts,
        look=NO_SIGN,
    )
    shown = (float(first - DAY_0), float(last - DAY_0))
    line = build_upright(
        float(marks.day.toordinal() - DAY_0), marks.day_text, count, shown
    )
    return build_rows(
        marks.labels,
        (_build_years(first, last, count), *bars, *line, ends),
        low=shown[0],
        high=shown[1],
        right=find_letters(marks.end_texts),
        under=1,
    )


def build_calendar(marks: Calendar) -> NativeChart:
    """Build a sign per occasion in its row, months written under the last."""
    count, n_months = len(marks.labels), len(marks.month_texts)
    occasions = [
        _build_occasions(marks, state, name)
        for state, name in zip(SIGNS, marks.key_texts, strict=True)
    ]
    months = Series(
        name=_("Month"),
        x=tuple((at + 0.5) * DAYS / n_months for at in range(n_months)),
        y=(float(count),) * n_months,
        texts=marks.month_texts,
        position="center",
        label_colour=MUTED,
        look=NO_SIGN,
    )
    labels = tuple(
        f"{label} \u00b7 {end}"
        for label, end in zip(marks.labels, marks.end_texts, strict=True)
    )
    return build_rows(
        labels, (months, *occasions), low=-4, high=DAYS + 4, right=0, under=1
    )


def _build_occasions(marks: Calendar, state: str, name: str) -> Series:
    places = [at for at, each in enumerate(marks.states) if each == state]
    form, fill, edge = SIGNS[state]
    return Series(
        name=name,
        x=tuple(float(marks.days[at]) for at in places),
        y=tuple(float(marks.rows[at]) for at in places),
        look={**NO_LINE, "marker": build_sign(fill, edge, form=form, size=9)},
        is_explained=True,
    )


def _build_bars(
    name: str,
    marks: Spans,
    places: list[int],
    heights: dict[int, float],
    shown: tuple[int, int],
    look: tuple[str, int],
) -> tuple[Series, ...]:
    first, last = shown
    starts = [find_start(marks, at, first) for at in places]
    stops = [find_end(marks, at, last) for at in places]
    colour, width = look
    return build_spread(
        name,
        tuple(float(start - DAY_0) for start in starts),
        tuple(float(stop - DAY_0) for stop in stops),
        {"line": {"color": colour, "width": width}, "marker": {"type": "none"}},
        tuple(heights[at] for at in places),
    )


def _build_years(first: int, last: int, count: int) -> Series:
    """Write each year under the rows, with a thin line up through them."""
    years = range(date.fromordinal(first).year + 1, date.fromordinal(last).year + 1)
    step = -(-len(years) // MOST_TICKS)
    shown = [year for year in years if (year - years[0]) % step == 0]
    return Series(
        name=_("Year"),
        x=tuple(float(date(year, 1, 1).toordinal() - DAY_0) for year in shown),
        y=(float(count),) * len(shown),
        texts=tuple(str(year) for year in shown),
        position="below",
        label_colour=MUTED,
        minus=(count + 1.0,) * len(shown),
        plus=(0.0,) * len(shown),
        interval_look=GRID,
        look=NO_SIGN,
    )
