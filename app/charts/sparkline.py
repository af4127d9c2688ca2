"""The small trend of a goal's card, as a drawing that costs the server nothing.

An SVG of a kilobyte instead of a Plotly figure of fifty: six cards draw in less than
a millisecond, sharp on a projector and on paper. Its numbers are in the card's text
and in the page's table.
"""

from functools import lru_cache

from app.charts.forms import Trend
from app.charts.layout import build_label
from app.theme import ACCENT, CONTEXT, FONT, INK, MUTED, SERIES, WHITE

WIDTH, HEIGHT = 340, 66
TARGET = SERIES[1]
LEFT, RIGHT, TOP, BOTTOM = 14, 50, 10, 20
Point = tuple[float, float]


@lru_cache(maxsize=512)
def draw_trend(marks: Trend) -> str:
    """Draw all years as a line, each year's target as a short bar, the last number."""
    known = [n for n in (*marks.numbers, *marks.targets) if n is not None]
    scale = _find_scale(known)
    points = [_find_point(at, n, marks, scale) for at, n in enumerate(marks.numbers)]
    targets = [_find_point(at, n, marks, scale) for at, n in enumerate(marks.targets)]
    parts = [
        _draw_base(marks),
        *(_draw_target(point) for point in targets if point),
        *(_draw_run(run) for run in _find_runs(points)),
        *(_draw_dot(at, point, marks) for at, point in enumerate(points) if point),
        _draw_last_number(marks, points),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f"font-family='{FONT}' font-size=\"13\">{''.join(parts)}</svg>"
    )


def _find_scale(known: list[float]) -> tuple[float, float]:
    """Leave room under the lowest number, so that a line's shape is seen."""
    low, high = min(known, default=0), max(known, default=1)
    return max(0, low - 0.4 * (high - low)), high if high > low else low + 1


def _find_point(
    at: int, number: float | None, marks: Trend, scale: tuple[float, float]
) -> Point | None:
    if number is None:
        return None
    step = (WIDTH - LEFT - RIGHT) / max(len(marks.labels) - 1, 1)
    room = HEIGHT - TOP - BOTTOM
    low, high = scale
    height = room * (high - number) / (high - low)
    return round(LEFT + at * step, 1), round(TOP + height, 1)


def _find_runs(points: list[Point | None]) -> list[list[Point]]:
    """Split at missing years, so that a gap stays a gap."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if len(run) > 1]


def _draw_base(marks: Trend) -> str:
    base = HEIGHT - BOTTOM
    year = f'y="{HEIGHT - 5}" fill="{MUTED}" font-size="12"'
    return (
        f'<path d="M{LEFT - 8} {base}H{WIDTH - RIGHT + 8}" stroke="{CONTEXT}"/>'
        f'<text x="{LEFT - 8}" {year}>{build_label(marks.labels[0])}</text>'
        f'<text x="{WIDTH - RIGHT + 8}" {year} text-anchor="end">'
        f"{build_label(marks.labels[-1])}</text>"
    )


def _draw_target(point: Point) -> str:
    x, y = point
    return f'<path d="M{x - 9} {y}h18" stroke="{MUTED}" stroke-width="2.5"/>'


def _draw_run(run: list[Point]) -> str:
    path = " ".join(f"{x},{y}" for x, y in run)
    return f'<polyline points="{path}" fill="none" stroke="{ACCENT}" stroke-width="2"/>'


def _draw_dot(at: int, point: Point, marks: Trend) -> str:
    x, y = point
    is_open = at in marks.open_positions
    fill = WHITE if is_open else ACCENT
    size = 4.5 if at == marks.accent else 2.5
    return (
        f'<circle cx="{x}" cy="{y}" r="{size}" fill="{fill}" '
        f'stroke="{ACCENT}" stroke-width="1.5"/>'
    )


def _draw_last_number(marks: Trend, points: list[Point | None]) -> str:
    if not points or points[-1] is None:
        return ""
    x, y = points[-1]
    return (
        f'<text x="{x + 14}" y="{y + 4.5}" fill="{INK}">'
        f"{build_label(marks.texts[-1])}</text>"
    )


def draw_small_trend(marks: Trend) -> str:
    """Draw only the shape of the line, for a row: its figures stand beside it."""
    known = [n for n in (*marks.numbers, *marks.targets) if n is not None]
    scale = _find_scale(known)
    points = [_find_point(at, n, marks, scale) for at, n in enumerate(marks.numbers)]
    lines = "".join(
        f'<polyline points="{" ".join(f"{x},{y}" for x, y in run)}" fill="none" '
        f'stroke="{CONTEXT}" stroke-width="6"/>'
        for run in _find_runs(points)
    )
    dots = "".join(
        f'<circle cx="{point[0]}" cy="{point[1]}" '
        f'r="{13 if at == marks.accent else 6}" '
        f'fill="{WHITE if at in marks.open_positions else ACCENT}" '
        f'stroke="{ACCENT}" stroke-width="4"/>'
        for at, point in enumerate(points)
        if point and (at == marks.accent or at in marks.open_positions)
    )
    target = marks.targets[marks.accent] if marks.accent is not None else None
    at = _find_point(marks.accent or 0, target, marks, scale)
    bar = (
        f'<path d="M{at[0] - 26} {at[1]}h52" stroke="{TARGET}" stroke-width="6"/>'
        if at
        else ""
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="-8 -6 {WIDTH - 20} {HEIGHT}">'
        f"{lines}{bar}{dots}</svg>"
    )
