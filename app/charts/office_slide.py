"""Draw what a chart marks on a slide: a native chart, native shapes or a table."""

from typing import Any

from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Pt

from app.charts.forms import Marks, OutlineMap, Tiles
from app.charts.forms_plan import Grid
from app.charts.office_deck import Box, find_layout, find_room
from app.charts.office_forms import build_native
from app.charts.office_native import build_plain
from app.charts.office_page import build_page, write_alt, write_page
from app.charts.office_shapes import Shape, build_shapes
from app.charts.office_table import build_grid, write_table
from app.charts.office_words import (
    find_height,
    write_colour,
    write_fill,
    write_margins,
    write_words,
)
from app.charts.office_workbook import Frame, build_chart_files
from app.charts.spec import ChartSpec
from app.messages import _
from app.theme import MUTED

LETTER = 12.0
ROW_HEIGHT, LOWEST_ROW = 26.0, 14.0
EDGE_WIDTH = 0.5
# What a chart has of the width when words stand beside it.
CHART_SHARE, GAP = 0.66, 24.0
BESIDE_LETTER, PARAGRAPH_GAP, RESERVE = 13.0, 7.0, 30.0


def write_chart_slide(
    deck: Deck, spec: ChartSpec, *, heading: str = "", beside: tuple[str, ...] = ()
) -> Slide:
    """Write a whole chart on a new last slide.

    Args:
        deck: Where it goes.
        spec: What the chart says.
        heading: What it is a part of.
        beside: Paragraphs to write to the right of it, where `check_fits_beside`.
    """
    layout = find_layout(deck, name="Chart")
    slide, room = write_page(deck, layout, build_page(spec, heading))
    if beside:
        room, side = room.build_sides(CHART_SHARE, int(Pt(GAP)))
        write_paragraphs(slide, side, beside, BESIDE_LETTER)
    graphic = draw_marks(slide, spec.marks, room)
    write_alt(graphic, name=spec.name, text=f"{spec.title}. {spec.alt}")
    return slide


def check_fits_beside(deck: Deck, paragraphs: tuple[str, ...]) -> bool:
    """Check whether paragraphs have room beside a chart."""
    room = find_room(deck, find_layout(deck, name="Chart"))
    _chart, side = room.build_sides(CHART_SHARE, int(Pt(GAP)))
    width, height = side.points
    taken = find_height(paragraphs, width, BESIDE_LETTER) + PARAGRAPH_GAP * len(
        paragraphs
    )
    # A note of two lines may take some of the room.
    return taken <= height - RESERVE


def write_paragraphs(
    slide: Any, box: Box, paragraphs: tuple[str, ...], size: float
) -> None:
    """Write running text in a box of its own."""
    shape = slide.shapes.add_textbox(box.left, box.top, box.width, box.height)
    shape.name = _("Running text")
    write_margins(shape.text_frame)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    write_words(shape.text_frame, paragraphs, size=size)
    for paragraph in shape.text_frame.paragraphs:
        paragraph.space_after = Pt(PARAGRAPH_GAP)


def draw_marks(slide: Any, marks: Marks, box: Box) -> Any:
    """Draw a form in a room and return its graphic."""
    if isinstance(marks, Tiles | OutlineMap):
        return _draw_shapes(slide, build_shapes(marks, *box.points), box)
    width, height = box.points
    if isinstance(marks, Grid):
        row = min(ROW_HEIGHT, height / (len(marks.row_labels) + 1))
        letter = max(min(LETTER, row / 1.6), 7.0)
        cells = build_grid(marks, letter)
        return write_table(slide, box, cells, row_height=max(row, LOWEST_ROW))
    files = build_chart_files(build_native(marks), Frame(width, height, LETTER))
    # Which type is named makes no difference: the XML is already written.
    return slide.shapes.add_chart(
        XL_CHART_TYPE.LINE, box.left, box.top, box.width, box.height, files
    )


def _draw_shapes(slide: Any, shapes: tuple[Shape, ...], box: Box) -> Any:
    group = slide.shapes.add_group_shape()
    for shape in shapes:
        if shape.ring:
            _draw_ring(group, shape, box)
        else:
            _draw_rectangle(group, shape, box)
    return group


def _draw_ring(group: Any, shape: Shape, box: Box) -> None:
    points = [(box.left + int(Pt(x)), box.top + int(Pt(y))) for x, y in shape.ring]
    builder = group.shapes.build_freeform(*points[0], scale=1.0)
    builder.add_line_segments(points[1:], close=True)
    _write_look(builder.convert_to_shape(), shape)


def _draw_rectangle(group: Any, shape: Shape, box: Box) -> None:
    rectangle = group.shapes.add_shape(
        MSO_SHAPE.RECTANGLE,
        box.left + int(Pt(shape.left)),
        box.top + int(Pt(shape.top)),
        int(Pt(shape.width)),
        int(Pt(shape.height)),
    )
    _write_look(rectangle, shape)
    if not shape.lines:
        return
    rectangle.name = build_plain(shape.lines[0])
    write_margins(rectangle.text_frame)
    write_words(
        rectangle.text_frame,
        shape.lines,
        size=round(shape.letter, 1),
        colour=shape.ink,
        is_centred=shape.is_centred,
        is_fixed=bool(shape.fill),
    )
    if shape.has_bold_end:
        rectangle.text_frame.paragraphs[-1].runs[0].font.bold = True


def _write_look(drawn: Any, shape: Shape) -> None:
    write_fill(drawn.fill, shape.fill, is_fixed=True)
    drawn.shadow.inherit = False
    if not shape.fill:
        drawn.line.fill.background()
        return
    drawn.line.width = Pt(EDGE_WIDTH)
    write_colour(drawn.line.color, MUTED)
