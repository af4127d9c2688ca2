"""Forms of rows as native points: dots, pairs, spans of days and a year's occasions.

Office programs have no dots by name, so a row's number is a point at that row's height
and its name is the label of a point at the edge.
"""

from app.charts.forms import Dots
from app.charts.forms_compared import Pairs
from app.charts.office_native import (
    Axis,
    Look,
    NativeChart,
    Numbers,
    Series,
    find_letters,
)
from app.messages import _
from app.theme import ACCENT, CONTEXT, MUTED

NO_LINE = {"line": {"none": True}}
NO_SIGN = {**NO_LINE, "marker": {"type": "none"}}
DOTTED = {"line": {"color": MUTED, "width": 1, "dash_type": "round_dot"}}
WHISKER = {"line": {"color": CONTEXT, "width": 2.5}, "marker": {"type": "none"}}
THICK = {"line": {"color": CONTEXT, "width": 4}, "marker": {"type": "none"}}
# From here on words that stand to the right of a line would leave the picture.
RIGHT_HALF = 0.6
EDGE = 0.001
ROOM = 0.04


def build_dots(marks: Dots) -> NativeChart:
    """Build one dot per label; with intervals the numbers stand at the rows' ends."""
    count = len(marks.labels)
    tops = [high for high in marks.highs if high is not None]
    highest = max((*marks.numbers, *tops, marks.reference or 0)) or 1.0
    low, high = -ROOM * highest, highest * (1 + ROOM)
    has_ends = bool(marks.highs)
    colours = [ACCENT if at == marks.accent else CONTEXT for at in range(count)]
    dots = Series(
        name=_("Outcome"),
        x=marks.numbers,
        y=build_heights(count),
        texts=() if has_ends else marks.texts,
        bold_position=marks.accent,
        look={
            **NO_LINE,
            "marker": build_sign(CONTEXT, MUTED),
            "points": [_build_point(colour) for colour in colours],
        },
    )
    ends = [build_ends(high, marks.texts, marks.accent)] if has_ends else []
    line = build_upright(marks.reference, marks.reference_text, count, (low, high))
    whiskers = build_spread(_("Interval"), marks.lows, marks.highs, WHISKER)
    return build_rows(
        marks.labels,
        (*line, *whiskers, dots, *ends),
        low=low,
        high=high,
        right=find_letters(marks.texts),
        accent=marks.accent,
    )


def build_pairs(marks: Pairs) -> NativeChart:
    """Build a filled dot with its interval and a hollow one in each row."""
    low, high = _find_range(marks)
    count = len(marks.labels)
    known = [at for at, number in enumerate(marks.numbers) if number is not None]
    hollow = [at for at, number in enumerate(marks.others) if number is not None]
    fills = [ACCENT if at in marks.accents else MUTED for at in known]
    dots = Series(
        name=marks.key_texts[0],
        x=tuple(marks.numbers[at] for at in known),
        y=tuple(float(at) for at in known),
        look={
            **NO_LINE,
            "marker": build_sign(MUTED, MUTED),
            "points": [_build_point(fill, fill) for fill in fills],
        },
        is_explained=True,
    )
    others = Series(
        name=marks.key_texts[1],
        x=tuple(marks.others[at] for at in hollow),
        y=tuple(float(at) for at in hollow),
        look={**NO_LINE, "marker": build_sign(CONTEXT, MUTED)},
        is_explained=True,
    )
    return build_rows(
        marks.labels,
        (
            *build_upright(marks.reference, "", count, (low, high)),
            *build_spread(_("Interval"), marks.lows, marks.highs, THICK),
            dots,
            others,
            build_ends(high, marks.texts, None),
        ),
        low=low,
        high=high,
        right=find_letters(marks.texts),
    )


def build_rows(
    labels: tuple[str, ...],
    series: tuple[Series, ...],
    *,
    low: float,
    high: float,
    right: int,
    accent: int | None = None,
    under: int = 0,
) -> NativeChart:
    """Build a chart of rows, the first on top, with their names to the left.

    `under` is how many rows of room there are under the last.
    """
    names = Series(
        name=_("Row"),
        x=(low,) * len(labels),
        y=build_heights(len(labels)),
        texts=tuple(label.replace("\n", " ") for label in labels),
        position="left",
        bold_position=accent,
        look=NO_SIGN,
    )
    return NativeChart(
        kind="scatter",
        series=(names, *series),
        # A point on the very edge is outside it when its digits are rounded.
        x_axis=Axis(low=low - EDGE * (high - low), high=high + EDGE * (high - low)),
        y_axis=Axis(
            low=-1, high=len(labels) + under, step=1, is_reversed=True, has_grid=True
        ),
        left=find_letters(names.texts),
        right=right,
        is_rows=True,
    )


def build_heights(count: int) -> Numbers:
    """Build the heights of rows, counted from the top."""
    return tuple(float(at) for at in range(count))


def build_sign(fill: str, edge: str, *, form: str = "circle", size: int = 8) -> Look:
    """Build the look of a sign."""
    look = {"fill": {"color": fill}, "border": {"color": edge, "width": 1.25}}
    return {"type": form, "size": size, **look}


def build_ends(x: float, texts: tuple[str, ...], accent: int | None) -> Series:
    """Build the words at the rows' ends."""
    return Series(
        name=_("Text at the end"),
        x=(x,) * len(texts),
        y=build_heights(len(texts)),
        texts=texts,
        bold_position=accent,
        look=NO_SIGN,
    )


def build_upright(
    x: float | None, text: str, count: int, ends: tuple[float, float]
) -> tuple[Series, ...]:
    """Build the line that all rows are read against, its words on top."""
    if x is None:
        return ()
    low, high = ends
    line = Series(
        name=text or _("Line to compare with"),
        x=(x, x),
        y=(-0.55, float(count)),
        texts=(text, ""),
        position="left" if x > low + RIGHT_HALF * (high - low) else "right",
        label_colour=MUTED,
        look={**DOTTED, "marker": {"type": "none"}},
    )
    return (line,)


def build_spread(
    name: str,
    lows: Numbers,
    highs: Numbers,
    look: Look,
    heights: Numbers | None = None,
) -> tuple[Series, ...]:
    """Build lines from low to high in their rows, a blank row of cells between them."""
    places = heights or build_heights(len(lows))
    ends = [
        (low, high, y)
        for low, high, y in zip(lows, highs, places, strict=True)
        if low is not None and high is not None
    ]
    if not ends:
        return ()
    lines = Series(
        name=name,
        x=tuple(n for low, high, _y in ends for n in (low, high, None)),
        y=tuple(n for _low, _high, y in ends for n in (y, y, None)),
        look=look,
    )
    return (lines,)


def _build_point(fill: str, edge: str = MUTED) -> Look:
    return {"fill": {"color": fill}, "border": {"color": edge, "width": 1.25}}


def _find_range(marks: Pairs) -> tuple[float, float]:
    drawn = (*marks.numbers, *marks.lows, *marks.highs, *marks.others, marks.reference)
    known = [number for number in drawn if number is not None] or [0.0, 1.0]
    room = ROOM * (max(known) - min(known) or 1.0)
    return min(known) - room, max(known) + room
