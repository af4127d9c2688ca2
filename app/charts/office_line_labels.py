"""Where the number of each point of a line stands, clear of the line and the target."""

from app.charts.forms import Line

# What a label takes of the height.
ROOM = 0.13
# How many times wider than high such a chart is, for how steep it looks.
SHAPE = 2.4
STEEP = 0.3
ABOVE, BELOW, LEFT, RIGHT = "t", "b", "l", "r"


def find_label_places(
    marks: Line, positions: list[int], ends: tuple[float, float]
) -> dict[int, str]:
    """Find on which side of its point each label stands.

    Args:
        marks: The line.
        positions: The points that a line joins, in order.
        ends: The ends of the axis.

    Returns:
        By position: t, b, l or r.
    """
    known = [at for at in positions if marks.numbers[at] is not None]
    return {at: _find_place(marks, at, known, ends) for at in known}


def _find_place(
    marks: Line, at: int, known: list[int], ends: tuple[float, float]
) -> str:
    before = _find_slope(marks, at - 1, at, known, ends)
    after = _find_slope(marks, at, at + 1, known, ends)
    low, high = ends
    has_room = (marks.numbers[at] or 0.0) - low > ROOM * (high - low)
    if before < -STEEP < STEEP < after or _check_is_crossed(marks, at, ends):
        return BELOW if has_room else ABOVE
    if before > STEEP and after > STEEP:
        return LEFT
    if before < -STEEP and after < -STEEP:
        return RIGHT
    is_first_up = at - 1 not in known and after > STEEP
    is_last_down = at + 1 not in known and before < -STEEP
    return BELOW if has_room and (is_first_up or is_last_down) else ABOVE


def _find_slope(
    marks: Line, start: int, end: int, known: list[int], ends: tuple[float, float]
) -> float:
    """Find how steep the line looks between two neighbours; 0 where there is none."""
    if start not in known or end not in known:
        return 0.0
    rise = (marks.numbers[end] or 0.0) - (marks.numbers[start] or 0.0)
    return rise / (ends[1] - ends[0]) * len(marks.labels) / SHAPE


def _check_is_crossed(marks: Line, at: int, ends: tuple[float, float]) -> bool:
    """Check whether a label over its point would stand on that year's target."""
    number, target = marks.numbers[at], marks.targets[at]
    if number is None or target is None:
        return False
    return 0 <= target - number < ROOM * (ends[1] - ends[0])
