"""A grid of cells in print: where things fall, darker with more."""

from app.charts.forms_plan import Grid
from app.charts.print_axis import Ticks, build_ticks
from app.charts.print_layers import build_rects, build_texts
from app.charts.print_plot import Canvas, Heights, Layer, Picture, Plot
from app.charts.print_rows import (
    Rows,
    build_row_plot,
    build_rows,
    draw_labels,
    find_row_heights,
)
from app.theme import INK, SEQUENCE, SURFACE, WHITE

# White letters are read on the two darkest steps only.
FIRST_DARK = 3
HALF = 0.48
GAP = 5


def find_grid_heights(marks: Grid, canvas: Canvas) -> Heights:
    """Find how high the rows and the words over the columns are."""
    rows = _build_grid_rows(marks, canvas)
    return find_row_heights(rows, around=_build_heads(marks, rows, canvas).height)


def draw_print_grid(marks: Grid, canvas: Canvas) -> Picture:
    """Draw one cell per row and column with its number in it."""
    rows = _build_grid_rows(marks, canvas)
    heads = _build_heads(marks, rows, canvas)
    n_columns = len(marks.column_labels)
    plot = build_row_plot(rows, canvas, (-0.5, n_columns - 0.5), top=heads.height)
    above = [
        {"x": column, "y": -0.5, "text": text}
        for column, text in enumerate(heads.texts)
    ]
    layers = [
        *_draw_cells(plot, marks, canvas),
        *build_texts(
            plot,
            above,
            size=heads.size,
            align="center",
            baseline="bottom",
            shift=(0, -GAP),
        ),
        *draw_labels(plot, rows),
    ]
    return Picture(plot, tuple(layers), rows.left, heads.height)


def _draw_cells(plot: Plot, marks: Grid, canvas: Canvas) -> list[Layer]:
    n_columns = len(marks.column_labels)
    places = [
        (row, column)
        for row in range(len(marks.row_labels))
        for column in range(n_columns)
    ]
    cells = [
        {
            "x": column - HALF,
            "x2": column + HALF,
            "y": row - HALF,
            "y2": row + HALF,
            "fill": _find_fill(marks.steps[row][column]),
        }
        for row, column in places
    ]
    words = [
        {
            "x": column,
            "y": row,
            "text": marks.texts[row][column],
            "fill": WHITE if (marks.steps[row][column] or 0) >= FIRST_DARK else INK,
        }
        for row, column in places
    ]
    texts = tuple(text for row in marks.texts for text in row)
    slot = plot.width / max(n_columns, 1)
    fitted = build_ticks(texts, slot=slot, size=canvas.text)
    return [
        *build_rects(plot, cells),
        *build_texts(plot, words, size=fitted.size, align="center"),
    ]


def _build_grid_rows(marks: Grid, canvas: Canvas) -> Rows:
    return build_rows(marks.row_labels, width=canvas.width, text=canvas.text)


def _build_heads(marks: Grid, rows: Rows, canvas: Canvas) -> Ticks:
    slot = (canvas.width - rows.left) / max(len(marks.column_labels), 1)
    return build_ticks(marks.column_labels, slot=slot, size=canvas.text)


def _find_fill(step: int | None) -> str:
    return SURFACE if step is None else SEQUENCE[step]
