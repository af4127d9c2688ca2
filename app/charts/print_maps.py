"""The regions in print, as tiles of one size or on their outlines with a list."""

from dataclasses import replace

from app.charts.forms import Outline, OutlineMap, Tiles
from app.charts.print_key import Entry, Key, build_key, draw_key
from app.charts.print_layers import build_points, build_rects, build_texts
from app.charts.print_plot import Canvas, Heights, Item, Layer, Picture, Plot
from app.charts.print_text import LINE, find_n_lines, find_text_width, find_widest
from app.theme import INK, MUTED, SEQUENCE, SURFACE, WHITE

UNKNOWN = SURFACE
# From this step on the tile is so dark that its text has to be white.
FIRST_DARK_STEP = 3
HALF_TILE = 0.46
# A tile is at most so much wider than it is high.
MOST_WIDE = 4.0
# A degree of longitude is this much shorter than one of latitude at 62 degrees north.
NORTHERN_RATIO = 2.1
# A shape of this size has the pixels that its path says.
PLAIN_PIXELS = 2 / 0.785**0.5
LEAST_MAP, NATURAL_MAP = 20, 34


def find_tile_heights(marks: Tiles, canvas: Canvas) -> Heights:
    """Find how high the rows of tiles and the key are."""
    n_rows = max(marks.rows) - min(marks.rows) + 1
    key = _build_scale(marks.scale_texts, canvas)
    n_lines = max(map(find_n_lines, marks.labels), default=1) + 1
    least = n_rows * (n_lines * LINE * canvas.text * 0.6 + 5)
    natural = n_rows * (n_lines * LINE * canvas.text * 0.86 + 8)
    return Heights(least + key.height, natural + key.height)


def draw_print_tiles(marks: Tiles, canvas: Canvas) -> Picture:
    """Draw one tile per region, all of one size, coloured by step."""
    key = _build_scale(marks.scale_texts, canvas)
    first, last = min(marks.columns), max(marks.columns)
    top, bottom = min(marks.rows), max(marks.rows)
    n_columns, n_rows = last - first + 1, bottom - top + 1
    height = canvas.height - key.height
    width = min(canvas.width, height / n_rows * n_columns * MOST_WIDE)
    plot = Plot(width, height, (first - 0.5, last + 0.5), (bottom + 0.5, top - 0.5))
    tiles = [
        {
            "x": column - HALF_TILE,
            "x2": column + HALF_TILE,
            "y": row - HALF_TILE,
            "y2": row + HALF_TILE,
            "fill": _find_fill(step),
            "stroke": MUTED,
        }
        for row, column, step in zip(
            marks.rows, marks.columns, marks.steps, strict=True
        )
    ]
    tile = Canvas(width / n_columns, height / n_rows, canvas.text)
    # On wide tiles a name in one line is the larger one.
    joined = tuple(label.replace("\n", " ") for label in marks.labels)
    marks = max(
        (replace(marks, labels=joined), marks),
        key=lambda marks: _find_tile_text(marks, tile),
    )
    size = _find_tile_text(marks, tile)
    layers = [
        *draw_key(key, x=0, y=-key.height),
        *build_rects(plot, tiles),
        *_draw_tile_words(plot, marks, size),
    ]
    return Picture(plot, tuple(layers), 0, key.height)


def find_map_heights(marks: OutlineMap, canvas: Canvas) -> Heights:
    """Find how high a map with its list of regions is."""
    key = _build_scale(marks.scale_texts, canvas)
    return Heights(
        canvas.text * LEAST_MAP + key.height, canvas.text * NATURAL_MAP + key.height
    )


def draw_print_map(marks: OutlineMap, canvas: Canvas) -> Picture:
    """Draw each region's outline where it lies, and its figure in a list beside it."""
    key = _build_scale(marks.scale_texts, canvas)
    height = canvas.height - key.height
    plot = _build_map_plot(marks, height, canvas.width * 0.5)
    steps = dict(zip(marks.place_codes, marks.steps, strict=True))
    rings = [
        {
            "x": 0,
            "y": 0,
            "size": PLAIN_PIXELS,
            "shape": _build_path(plot, outline),
            "fill": _find_fill(steps.get(outline.place_code)),
            "stroke": MUTED,
            "width": 0.5,
        }
        for outline in marks.outlines
    ]
    room = Canvas(canvas.width - plot.width - canvas.text * 2, height, canvas.text)
    layers = [
        *draw_key(key, x=0, y=-key.height),
        *build_points(None, rings),
        *_draw_list(marks, room, plot.width + canvas.text * 2),
    ]
    return Picture(plot, tuple(layers), 0, key.height)


def _build_path(plot: Plot, outline: Outline) -> str:
    """Build a ring as a shape of its own: an item each, and not one per corner."""
    corners = zip(outline.longitudes, outline.latitudes, strict=True)
    return (
        "M"
        + "L".join(f"{plot.find_x(x):.1f},{plot.find_y(y):.1f}" for x, y in corners)
        + "Z"
    )


def _build_map_plot(marks: OutlineMap, height: float, most: float) -> Plot:
    """Keep the country's shape within a height and at most a width."""
    across = [x for outline in marks.outlines for x in outline.longitudes] or [0.0, 1.0]
    down = [y for outline in marks.outlines for y in outline.latitudes] or [0.0, 1.0]
    wide, high = max(across) - min(across), max(down) - min(down)
    width = height * wide / (high * NORTHERN_RATIO)
    if width > most:
        width, height = most, height * most / width
    return Plot(width, height, (min(across), max(across)), (min(down), max(down)))


def _draw_list(marks: OutlineMap, room: Canvas, left: float) -> list[Layer]:
    """Write every region's figure: paper has nothing to point at."""
    lines = [
        f"{name}: {text}" for name, text in zip(marks.names, marks.texts, strict=True)
    ]
    size = room.text
    sign = size * 1.3
    while True:
        per_column = max(int(room.height / (size * LINE * 1.12)), 1)
        n_columns = max(-(-len(lines) // per_column), 1)
        wide = find_widest(tuple(lines), size) + sign + size
        if n_columns * wide <= room.width or size < room.text * 0.4:
            break
        size *= 0.95
    per_column = max(-(-len(lines) // n_columns), 1)
    pitch = min(room.height / per_column, size * LINE * 1.4)
    spots: list[Item] = [
        {
            "x": left + at // per_column * wide,
            "y": (at % per_column + 0.5) * pitch,
            "text": line,
        }
        for at, line in enumerate(lines)
    ]
    signs = [
        {
            "x": spot["x"] + size / 2,
            "y": spot["y"],
            "size": size * 0.8,
            "shape": "square",
            "fill": _find_fill(step),
            "stroke": MUTED,
            "width": 0.5,
        }
        for spot, step in zip(spots, marks.steps, strict=True)
    ]
    return [
        *build_points(None, signs),
        *build_texts(None, spots, size=size, shift=(sign, 0)),
    ]


def _find_tile_text(marks: Tiles, tile: Canvas) -> float:
    """Find the size at which the longest line and the most lines fit in a tile."""
    n_lines = max(map(find_n_lines, marks.labels), default=1) + 1
    bold = [find_text_width(text, 1, is_bold=True) for text in marks.texts]
    widest = max(find_widest(marks.labels, 1), *bold, 0.1)
    room = HALF_TILE * 2
    across = (tile.width * room - 4) / widest
    down = (tile.height * room - 2) / (n_lines * LINE)
    return min(tile.text, across, down)


def _draw_tile_words(plot: Plot, marks: Tiles, size: float) -> list[Layer]:
    """Write name and figure in each tile, the figure in bold under the name."""
    names, figures = [], []
    for label, text, row, column, step in zip(
        marks.labels, marks.texts, marks.rows, marks.columns, marks.steps, strict=True
    ):
        is_dark = step is not None and step >= FIRST_DARK_STEP
        look = {"x": plot.find_x(column), "fill": WHITE if is_dark else INK}
        line = size * LINE
        n_lines = find_n_lines(label)
        top = plot.find_y(row) - (n_lines + 1) * line / 2
        names.append({**look, "y": top + n_lines * line / 2, "text": label})
        figures.append({**look, "y": top + (n_lines + 0.5) * line, "text": text})
    return [
        *build_texts(None, names, size=size, align="center"),
        *build_texts(None, figures, size=size, align="center", is_bold=True),
    ]


def _build_scale(scale_texts: tuple[str, ...], canvas: Canvas) -> Key:
    entries = tuple(
        Entry("square", colour, text)
        for colour, text in zip(SEQUENCE, scale_texts, strict=False)
    )
    return build_key(entries, width=canvas.width, size=canvas.small)


def _find_fill(step: int | None) -> str:
    return UNKNOWN if step is None else SEQUENCE[step]
