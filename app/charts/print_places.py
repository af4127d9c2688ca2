"""Places for words in print, so that no two stand on top of each other."""

from dataclasses import dataclass

from app.charts.print_text import LINE, find_n_lines, find_text_width

SIDES = ("above", "below", "right", "left")
# Of a line that a word should keep clear of, boxes so many pixels apart.
APART = 5.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A field in pixels that something takes."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Word:
    """A text beside a point: which sides it would rather stand on, best first."""

    text: str
    point: Point
    size: float
    away: float
    sides: tuple[str, ...] = SIDES


def build_box(point: Point, half: float) -> Box:
    """Build the field that a sign around a point takes."""
    x, y = point
    return Box(x - half, y - half, x + half, y + half)


def build_way(start: Point, end: Point) -> tuple[Box, ...]:
    """Build the fields that a straight line takes."""
    (x, y), (x2, y2) = start, end
    n = max(int(max(abs(x2 - x), abs(y2 - y)) / APART), 1)
    steps = [at / n for at in range(n + 1)]
    return tuple(
        build_box((x + (x2 - x) * at, y + (y2 - y) * at), APART / 2) for at in steps
    )


def find_places(
    words: tuple[Word, ...], taken: tuple[Box, ...], *, room: Box
) -> tuple[Point, ...]:
    """Find where the middle of each word stands, the first word choosing first.

    Args:
        words: In the order of how much they matter.
        taken: Fields that no word should stand on.
        room: What all words have to keep inside.
    """
    busy = list(taken)
    places = []
    for word in words:
        boxes = [_keep_inside(_find_box(word, side), room) for side in word.sides]
        best = min(boxes, key=lambda box: sum(_find_shared(box, each) for each in busy))
        busy.append(best)
        places.append(((best.left + best.right) / 2, (best.top + best.bottom) / 2))
    return tuple(places)


def _find_box(word: Word, side: str) -> Box:
    x, y = word.point
    width = find_text_width(word.text, word.size)
    height = find_n_lines(word.text) * word.size * LINE
    middle = {
        "above": (x, y - word.away - height / 2),
        "below": (x, y + word.away + height / 2),
        "right": (x + word.away + width / 2, y),
        "left": (x - word.away - width / 2, y),
        "upper_left": (x - width / 2, y - word.away - height / 2),
        "upper_right": (x + width / 2, y - word.away - height / 2),
        "lower_right": (x + width / 2, y + word.away + height / 2),
    }
    across, down = middle[side]
    return Box(
        across - width / 2, down - height / 2, across + width / 2, down + height / 2
    )


def _keep_inside(box: Box, room: Box) -> Box:
    right = max(room.left - box.left, 0) - max(box.right - room.right, 0)
    down = max(room.top - box.top, 0) - max(box.bottom - room.bottom, 0)
    return Box(box.left + right, box.top + down, box.right + right, box.bottom + down)


def _find_shared(one: Box, other: Box) -> float:
    """Find how large a field two boxes share."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(across, 0) * max(down, 0)
