"""Write a native chart and its figures: the chart's XML, and the workbook behind it.

NativeChart ─→ cells of a sheet ─→ chart that points at them ─→ XLSX
                                   └ its XML and a workbook of cells ─→ PPTX, DOCX
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.utility import xl_range_formula
from xlsxwriter.worksheet import Worksheet

from app.charts.office_axes import (
    Frame,
    build_axis,
    build_labels,
    build_legend,
    build_room,
    find_fitting,
)
from app.charts.office_native import NativeChart, build_plain
from app.charts.office_xml import build_complete
from app.charts.table_sheet import KEEP_TEXTS
from app.messages import _, language
from app.theme import INK, MUTED, SERIES, WHITE

KINDS = {
    "column": {"type": "column"},
    "bar": {"type": "bar"},
    "stacked": {"type": "bar", "subtype": "stacked"},
    "line": {"type": "line"},
    "scatter": {"type": "scatter", "subtype": "straight_with_markers"},
}
LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
CHART_FILE = "xl/charts/chart1.xml"
# What a template's own theme replaces; greys and the key's orange among them.
THEME_COLOURS = {
    INK: "tx1",
    WHITE: "bg1",
    MUTED: "tx2",
    **{colour: f"accent{at}" for at, colour in enumerate(SERIES, 1)},
}


@dataclass(frozen=True)
class ChartFiles:
    """What an office file holds of a chart: its XML and the workbook of its figures.

    Shaped as python-pptx asks of the data of a chart.
    """

    xml: bytes
    xlsx_blob: bytes

    def xml_bytes(self, _chart_type: object) -> bytes:
        """Return the chart's XML, whatever type is asked for."""
        return self.xml


def build_chart_files(native: NativeChart, frame: Frame) -> ChartFiles:
    """Build a chart for a slide or a document, and the workbook behind it."""
    with_chart = io.BytesIO()
    with xlsxwriter.Workbook(with_chart, KEEP_TEXTS) as workbook:
        sheet = workbook.add_worksheet(_("Chart data"))
        sheet.insert_chart(0, 0, write_chart(workbook, sheet, native, frame))
    figures = io.BytesIO()
    with xlsxwriter.Workbook(figures, KEEP_TEXTS) as workbook:
        sheet = workbook.add_worksheet(_("Chart data"))
        for _series in _write_cells(sheet, native):
            pass
        sheet.autofit(300)
    with zipfile.ZipFile(with_chart) as archive:
        xml = archive.read(CHART_FILE)
    complete = build_complete(
        xml,
        language_code=LANGUAGES[language()],
        colours=THEME_COLOURS,
        places=_find_places(native),
    )
    return ChartFiles(complete, figures.getvalue())


def build_complete_book(content: bytes, native: NativeChart) -> bytes:
    """Write out a workbook's chart in full, as in slides and documents."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[CHART_FILE] = build_complete(
        parts[CHART_FILE],
        language_code=LANGUAGES[language()],
        colours={},
        places=_find_places(native),
    )
    complete = io.BytesIO()
    with zipfile.ZipFile(complete, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return complete.getvalue()


def write_chart(
    workbook: Any, sheet: Worksheet, native: NativeChart, frame: Frame
) -> Chart:
    """Write a chart's figures on an empty sheet and build the chart of them.

    Returns:
        The chart, not yet put anywhere.
    """
    frame = find_fitting(native, frame)
    chart: Chart = workbook.add_chart(dict(KINDS[native.kind]))
    for options in _write_cells(sheet, native, frame):
        chart.add_series(options)
    chart.set_title({"none": True})
    chart.show_blanks_as("gap")
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    chart.set_plotarea({"fill": {"none": True}, **build_room(native, frame)})
    chart.set_legend(build_legend(native, frame))
    is_upright = native.kind in ("column", "line")
    x_axis = build_axis(native.x_axis, frame, has_line=is_upright)
    y_axis = build_axis(native.y_axis, frame, has_line=False)
    # The library calls a bar's axes by where they lie, not by what they are of.
    is_lying = native.kind in ("bar", "stacked")
    chart.set_x_axis(y_axis if is_lying else x_axis)
    chart.set_y_axis(x_axis if is_lying else y_axis)
    return chart


def _find_places(native: NativeChart) -> dict[int, Mapping[int, str]]:
    return {at: series.places for at, series in enumerate(native.series)}


def _write_cells(
    sheet: Worksheet, native: NativeChart, frame: Frame | None = None
) -> Iterator[dict[str, Any]]:
    """Write each series' cells under headings and tell where they stand."""
    columns = _Columns(sheet, max(len(series.y) for series in native.series))
    labels = columns.write(_("Row"), native.labels) if native.labels else None
    for series in native.series:
        options: dict[str, Any] = {"gap": native.gap, **series.look}
        if native.kind == "stacked":
            options["overlap"] = 100
        # The name stands over the figures that a reader would change.
        if native.is_rows:
            options["categories"] = columns.write(series.name, series.x)
            options["name"] = columns.heading
            options["values"] = columns.write(_("Row's height"), series.y)
        else:
            across = series.x and columns.write(native.x_axis.title, series.x)
            options["categories"] = across or labels
            options["values"] = columns.write(series.name, series.y)
            options["name"] = columns.heading
        if any((*series.minus, *series.plus)):
            options["y_error_bars"] = {
                "type": "custom",
                "minus_values": _build_range(columns.write(_("Down"), series.minus)),
                "minus_data": list(series.minus),
                "plus_values": _build_range(columns.write(_("Up"), series.plus)),
                "plus_data": list(series.plus),
                **series.interval_look,
            }
        if any(series.texts):
            columns.write(_("Text"), series.texts)
            options["data_labels"] = build_labels(series, frame)
        yield options


def _build_range(place: list[Any]) -> str:
    name, first, column, last, _column = place
    return f"={xl_range_formula(name, first, column, last, column)}"


class _Columns:
    """Columns of a sheet, written one after the other.

    All are said to be as long as the longest: LibreOffice loses those before a longer.
    """

    def __init__(self, sheet: Worksheet, n_rows: int) -> None:
        self.sheet = sheet
        self.n_rows = n_rows
        self.column = -1

    @property
    def heading(self) -> list[Any]:
        """Tell where the heading of the last column stands."""
        return [self.sheet.name, 0, self.column]

    def write(self, heading: str, cells: tuple[float | str | None, ...]) -> list[Any]:
        """Write the next column and tell where its cells are."""
        self.column += 1
        self.sheet.write_string(0, self.column, build_plain(heading))
        for row, cell in enumerate(cells, 1):
            if isinstance(cell, str):
                self.sheet.write_string(row, self.column, build_plain(cell))
            elif cell is not None:
                self.sheet.write_number(row, self.column, cell)
        return [self.sheet.name, 1, self.column, self.n_rows, self.column]
