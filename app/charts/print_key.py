"""What signs and colours of a printed chart mean, in a row above it that wraps."""

from dataclasses import dataclass

from app.charts.print_layers import CROSS, build_points, build_rules, build_texts
from app.charts.print_plot import Layer
from app.charts.print_text import LINE, build_wrapped, find_n_lines, find_text_width
from app.theme import MUTED, WHITE

BETWEEN = 1.6
UNDER = 0.55
# Sign to shape and whether it is filled; lines are drawn as lines.
SHAPES = {
    "square": ("square", True),
    "circle": ("circle", True),
    "hollow": ("circle", False),
    "cross": (CROSS, False),
}
DASHES = {"line": (), "dashed": (5, 3)}


@dataclass(frozen=True)
class Entry:
    """One sign and what it means."""

    sign: str
    colour: str
    text: str


@dataclass(frozen=True)
class Key:
    """A laid-out key: every entry's place in pixels from its upper left corner."""

    places: tuple[tuple[Entry, float, float], ...]
    size: float
    height: float


def build_key(entries: tuple[Entry, ...], *, width: float, size: float) -> Key:
    """Lay entries out from left to right, on as many lines as it takes."""
    sign, x, y, n_lines = size * 1.25, 0.0, 0.0, 1
    places = []
    for entry in entries:
        text = build_wrapped(entry.text, width=width - sign, size=size)
        wide = sign + find_text_width(text, size)
        if x and x + wide > width:
            x, y = 0.0, y + n_lines * size * LINE
            n_lines = 1
        places.append((Entry(entry.sign, entry.colour, text), x, y))
        x += wide + size * BETWEEN
        n_lines = max(n_lines, find_n_lines(text))
    height = y + n_lines * size * LINE + size * UNDER if places else 0
    return Key(tuple(places), size, height)


def draw_key(key: Key, *, x: float, y: float) -> list[Layer]:
    """Draw a key whose upper left corner is so many pixels from the plot's."""
    size = key.size
    middle = size * LINE / 2
    signs, words = [], []
    lines: dict[str, list[dict[str, object]]] = {name: [] for name in DASHES}
    for entry, right, down in key.places:
        place = {"x": x + right, "y": y + down + middle}
        words.append({**place, "x": x + right + size * 1.25, "text": entry.text})
        if entry.sign in DASHES:
            end = {"x2": x + right + size, "y2": y + down + middle}
            lines[entry.sign].append({**place, **end, "stroke": entry.colour})
        else:
            signs.append(_build_sign(entry, x + right + size / 2, place["y"], size))
    return [
        *build_points(None, signs),
        *(
            layer
            for name, items in lines.items()
            for layer in build_rules(None, items, width=2.5, dash=DASHES[name])
        ),
        *build_texts(
            None,
            [{**word, "y": word["y"] - middle, "fill": MUTED} for word in words],
            size=size,
            baseline="top",
            shift=(0, size * (LINE - 1) / 2),
        ),
    ]


def _build_sign(entry: Entry, x: float, y: float, size: float) -> dict[str, object]:
    shape, is_filled = SHAPES[entry.sign]
    # The area of a square is counted as that of a circle as wide.
    across = size * (0.8 if shape == "square" else 0.75)
    hollow = WHITE if entry.sign == "hollow" else None
    return {
        "x": x,
        "y": y,
        "size": across,
        "shape": shape,
        "fill": entry.colour if is_filled else hollow,
        "stroke": None if is_filled else entry.colour,
        "width": 2,
    }
