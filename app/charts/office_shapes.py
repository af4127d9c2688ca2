"""Maps as shapes that office programs can edit: tiles of one size, and outlines.

marks + room in points ─→ rectangles, rings and words ─→ slide or document
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.charts.draw_maps import FIRST_DARK_STEP, GAP, NORTHERN_RATIO
from app.charts.forms import Outline, OutlineMap, Tiles
from app.theme import INK, MUTED, SEQUENCE, SURFACE, WHITE

KEY_HEIGHT = 18.0
KEY_SIGN = 9.0
LETTER = 0.55
WIDEST_TILE = 3.0
LARGEST, SMALLEST = 12.0, 6.0
TILE_LINES = 3.9
LIST_COLUMNS = 2
LINE = 1.3
LIST_GAP = 24.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Shape:
    """A rectangle, or a closed ring of points; all in points from the top left.

    `fill` is none for words alone. `letter` is the size of the words.
    """

    left: float
    top: float
    width: float
    height: float
    ring: tuple[Point, ...] = ()
    fill: str = ""
    lines: tuple[str, ...] = ()
    ink: str = INK
    letter: float = LARGEST
    is_centred: bool = True
    has_bold_end: bool = False


def build_shapes(
    marks: Tiles | OutlineMap, width: float, height: float
) -> tuple[Shape, ...]:
    """Build a map within a room of this size, its key on top."""
    key = tuple(_build_key(marks.scale_texts, width))
    if isinstance(marks, Tiles):
        return (*key, *_build_tiles(marks, width, height))
    return (*key, *_build_outlines(marks, width, height))


def _build_key(texts: tuple[str, ...], width: float) -> Iterator[Shape]:
    letters = sum(len(text) + 4 for text in texts) or 1
    letter = min(LARGEST, width / (letters * LETTER))
    left = 0.0
    for colour, text in zip(SEQUENCE, texts, strict=False):
        room = (len(text) + 2) * LETTER * letter
        yield Shape(left, 2.0, KEY_SIGN, KEY_SIGN, fill=colour)
        yield Shape(
            left + KEY_SIGN + 3,
            0.0,
            room,
            KEY_HEIGHT - 4,
            lines=(text,),
            ink=MUTED,
            letter=letter,
            is_centred=False,
        )
        left += KEY_SIGN + 5 + room


def _build_tiles(marks: Tiles, width: float, height: float) -> Iterator[Shape]:
    first, top = min(marks.columns), min(marks.rows)
    n_columns = max(marks.columns) - first + 1
    n_rows = max(marks.rows) - top + 1
    high = (height - KEY_HEIGHT) / n_rows
    wide = min(width / n_columns, high * WIDEST_TILE)
    # A name of two words may take two lines.
    words = (*marks.texts, *(word for label in marks.labels for word in label.split()))
    longest = max((len(word) for word in words), default=1)
    room = min(high / TILE_LINES, wide * (1 - 2 * GAP) / (longest * LETTER))
    for at, (row, column) in enumerate(zip(marks.rows, marks.columns, strict=True)):
        step = marks.steps[at]
        yield Shape(
            (column - first + GAP) * wide,
            KEY_HEIGHT + (row - top + GAP) * high,
            wide * (1 - 2 * GAP),
            high * (1 - 2 * GAP),
            fill=_find_fill(step),
            lines=(marks.labels[at], marks.texts[at]),
            ink=_find_ink(step),
            letter=max(SMALLEST, min(LARGEST, room)),
            has_bold_end=True,
        )


def _build_outlines(marks: OutlineMap, width: float, height: float) -> Iterator[Shape]:
    """Build the rings, and beside them what each region's colour stands for."""
    steps = dict(zip(marks.place_codes, marks.steps, strict=True))
    scale, west, north, wide = _find_scale(marks.outlines, height - KEY_HEIGHT)
    for outline in marks.outlines:
        ring = tuple(
            ((x - west) * scale, KEY_HEIGHT + (north - y) * scale * NORTHERN_RATIO)
            for x, y in zip(outline.longitudes, outline.latitudes, strict=True)
        )
        across, down = [x for x, _y in ring], [y for _x, y in ring]
        yield Shape(
            min(across),
            min(down),
            max(across) - min(across),
            max(down) - min(down),
            ring=ring,
            fill=_find_fill(steps.get(outline.place_code)),
        )
    yield from _build_list(marks, wide * scale + LIST_GAP, width, height)


def _find_scale(
    outlines: tuple[Outline, ...], height: float
) -> tuple[float, float, float, float]:
    """Find points a degree of longitude, the north-west corner, and degrees across."""
    across = [x for outline in outlines for x in outline.longitudes]
    up = [y for outline in outlines for y in outline.latitudes]
    high = (max(up) - min(up)) * NORTHERN_RATIO or 1.0
    return height / high, min(across), max(up), max(across) - min(across)


def _build_list(
    marks: OutlineMap, left: float, width: float, height: float
) -> Iterator[Shape]:
    words = tuple(
        f"{name}: {text}" for name, text in zip(marks.names, marks.texts, strict=True)
    )
    longest = max((len(word) for word in words), default=1)
    n_lines = -(-len(words) // LIST_COLUMNS) or 1
    room = (width - left) / LIST_COLUMNS
    letter = min(
        LARGEST, (height - KEY_HEIGHT) / (n_lines * LINE), room / (longest * LETTER)
    )
    for column in range(LIST_COLUMNS):
        part = words[column * n_lines : (column + 1) * n_lines]
        if part:
            yield Shape(
                left + column * room,
                KEY_HEIGHT,
                room,
                height - KEY_HEIGHT,
                lines=part,
                letter=max(letter, SMALLEST),
                is_centred=False,
            )


def _find_fill(step: int | None) -> str:
    return SURFACE if step is None else SEQUENCE[step]


def _find_ink(step: int | None) -> str:
    return WHITE if step is not None and step >= FIRST_DARK_STEP else INK
