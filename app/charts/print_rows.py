"""Rows with a label at the left: what bars, dots, pairs and spans share in print."""

from dataclasses import dataclass
from itertools import pairwise

from app.charts.print_layers import build_rules, build_texts
from app.charts.print_plot import Canvas, Heights, Layer, Plot
from app.charts.print_text import LINE, build_wrapped, find_n_lines, find_widest
from app.theme import HAIRLINE

# The most that labels and end texts may take of the width.
LABEL_SHARE, END_SHARE = 0.36, 0.3
BESIDE = 0.6
TIGHT, ROOMY = 0.35, 1.0
# Few rows on a high canvas keep together and leave the rest empty.
MOST = 1.5


@dataclass(frozen=True)
class Rows:
    """Labels and end texts as they are broken, and the room that they take."""

    labels: tuple[str, ...]
    ends: tuple[str, ...]
    left: float
    right: float
    text: float
    n_lines: float


def _find_pitch(labels: list[str], ends: list[str]) -> float:
    """Find how many lines apart rows have to be: half of each of two neighbours."""
    lines = [
        max(map(find_n_lines, each))
        for each in (zip(labels, ends, strict=True) if ends else zip(labels))
    ]
    pairs = pairwise(lines)
    return max([(one + other) / 2 for one, other in pairs] or lines or [1])


def find_row_heights(rows: Rows, *, around: float = 0) -> Heights:
    """Find how high all rows are together, with what stands over and under them."""
    least, natural = (
        len(rows.labels) * rows.text * (rows.n_lines * LINE + room) + around
        for room in (TIGHT, ROOMY)
    )
    return Heights(least, natural)


def build_rows(
    labels: tuple[str, ...],
    *,
    width: float,
    text: float,
    ends: tuple[str, ...] = (),
    keeps_lines: bool = False,
) -> Rows:
    """Break labels and end texts so that they leave most of a width for the plot.

    Labels come broken for a telephone and are broken anew unless that is kept.
    """
    beside = text * BESIDE
    broken = [
        build_wrapped(
            label if keeps_lines else label.replace("\n", " "),
            width=width * LABEL_SHARE,
            size=text,
        )
        for label in labels
    ]
    after = [build_wrapped(end, width=width * END_SHARE, size=text) for end in ends]
    return Rows(
        labels=tuple(broken),
        ends=tuple(after),
        left=find_widest(tuple(broken), text) + beside if broken else 0,
        right=find_widest(tuple(after), text) + beside if after else 0,
        text=text,
        n_lines=_find_pitch(broken, after),
    )


def build_row_plot(
    rows: Rows,
    canvas: Canvas,
    ends: tuple[float, float],
    *,
    top: float = 0,
    bottom: float = 0,
) -> Plot:
    """Build the plot beside the labels; row n lies at n, the first one uppermost."""
    last = len(rows.labels) - 0.5
    most = find_row_heights(rows).natural * MOST
    return Plot(
        width=canvas.width - rows.left - rows.right,
        height=min(canvas.height - top - bottom, most),
        x=ends,
        y=(last, -0.5),
    )


def draw_labels(plot: Plot, rows: Rows, *, has_lines: bool = False) -> list[Layer]:
    """Draw labels left of the plot, end texts right of it, and lines between."""
    beside = rows.text * BESIDE
    low, high = plot.x
    lines = [
        {"x": low, "x2": high, "y": at, "y2": at, "stroke": HAIRLINE}
        for at in range(len(rows.labels))
        if has_lines
    ]
    labels = [{"x": low, "y": at, "text": text} for at, text in enumerate(rows.labels)]
    ends = [{"x": high, "y": at, "text": text} for at, text in enumerate(rows.ends)]
    return [
        *build_rules(plot, lines),
        *build_texts(plot, labels, size=rows.text, align="right", shift=(-beside, 0)),
        *build_texts(plot, ends, size=rows.text, shift=(beside, 0)),
    ]
