"""One chart as a workbook: the chart beside its table, its figures apart."""

import io
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from app.charts.forms import OutlineMap, Tiles
from app.charts.forms_plan import Grid
from app.charts.office_forms import build_native
from app.charts.office_native import build_plain
from app.charts.office_shapes import Shape, build_shapes
from app.charts.office_table import build_grid
from app.charts.office_workbook import Frame, build_complete_book, write_chart
from app.charts.print import draw_picture
from app.charts.spec import ChartSpec
from app.charts.table_sheet import KEEP_TEXTS, Header, build_header, write_sheet
from app.messages import _

WIDTH, HEIGHT = 560.0, 320.0
LETTER = 10.0
PIXELS = 96 / 72
# A picture has twice as many pixels as it is wide.
SHARP = 2
MOST_LETTERS = 31
NAME_WIDTH, CELL_WIDTH = 28, 8


def build_chart_xlsx(spec: ChartSpec) -> bytes:
    """Write a chart's table with the chart beside it.

    Returns:
        A workbook: the table under its header, the chart to the right of it, and for
        native charts a second sheet with the figures that the chart is drawn from.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, KEEP_TEXTS) as workbook:
        sheet = workbook.add_worksheet(_("Table"))
        top = write_sheet(workbook, sheet, _build_header(spec), spec.table)
        place = (top, len(spec.table.headings) + 1)
        marks, native = spec.marks, None
        if isinstance(marks, Grid):
            _write_grid(workbook, sheet, marks, place)
        elif isinstance(marks, OutlineMap):
            _write_picture(sheet, spec, place)
        elif isinstance(marks, Tiles):
            for shape in build_shapes(marks, WIDTH, HEIGHT):
                _write_shape(sheet, shape, place)
        else:
            figures = workbook.add_worksheet(_("Chart data")[:MOST_LETTERS])
            frame = Frame(WIDTH, HEIGHT, LETTER)
            native = build_native(marks)
            chart = write_chart(workbook, figures, native, frame)
            chart.set_size({"width": WIDTH * PIXELS, "height": HEIGHT * PIXELS})
            sheet.insert_chart(*place, chart, _build_options(spec))
        workbook.set_properties(_build_facts(spec))
    book = content.getvalue()
    return book if native is None else build_complete_book(book, native)


def _build_header(spec: ChartSpec) -> Header:
    title, *rest = build_header(spec.title, spec.footer)
    note = ((_("Note"), spec.note),) if spec.note else ()
    return (title, (_("Measures"), spec.subtitle), *note, *rest)


def _build_facts(spec: ChartSpec) -> dict[str, str]:
    return {"title": build_plain(spec.title), "subject": build_plain(spec.subtitle)}


def _build_options(spec: ChartSpec) -> dict[str, Any]:
    words = build_plain(f"{spec.title}. {spec.alt}")
    return {"description": words, "object_position": 2}


def _write_picture(sheet: Worksheet, spec: ChartSpec, place: tuple[int, int]) -> None:
    """Write the outlines as a picture: a sheet has no shapes of that kind."""
    width, height = int(WIDTH * PIXELS), int(HEIGHT * PIXELS)
    picture = draw_picture(spec, file_format="png", width=width, height=height)
    scale = {"x_scale": 1 / SHARP, "y_scale": 1 / SHARP}
    options = {"image_data": io.BytesIO(picture), **scale, **_build_options(spec)}
    sheet.insert_image(*place, f"{spec.name}.png", options)


def _write_shape(sheet: Worksheet, shape: Shape, place: tuple[int, int]) -> None:
    """Write a rectangle with its words; the sheet's unit is the pixel."""
    fill = {"color": shape.fill} if shape.fill else {"none": True}
    line = {"color": "#52626C", "width": 0.5} if shape.fill else {"none": True}
    options = {
        "x_offset": shape.left * PIXELS,
        "y_offset": shape.top * PIXELS,
        "width": shape.width * PIXELS,
        "height": shape.height * PIXELS,
        "fill": fill,
        "line": line,
        "font": {"size": round(shape.letter, 1), "color": shape.ink},
        "align": {"vertical": "middle", "horizontal": "center"},
        "description": build_plain(" ".join(shape.lines)),
    }
    sheet.insert_textbox(*place, build_plain("\n".join(shape.lines)), options)


def _write_grid(
    workbook: xlsxwriter.Workbook,
    sheet: Worksheet,
    marks: Grid,
    place: tuple[int, int],
) -> None:
    cells = build_grid(marks, LETTER)
    top, left = place
    bold = workbook.add_format({"bold": True, "align": "center"})
    sheet.set_column(left, left, NAME_WIDTH)
    sheet.set_column(left + 1, left + len(cells.headings) - 1, CELL_WIDTH)
    for column, heading in enumerate(cells.headings):
        sheet.write_string(top, left + column, heading, bold)
    for at, row in enumerate(cells.rows):
        for column, text in enumerate(row):
            look = {"font_color": cells.inks[at][column]}
            if column:
                look |= {"align": "center", "bg_color": cells.fills[at][column]}
            place_format = workbook.add_format(look)
            sheet.write_string(top + at + 1, left + column, text, place_format)
