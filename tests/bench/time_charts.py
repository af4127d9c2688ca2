"""Time one chart in each format that it can leave the app in.

Every form is written in every format, with nothing kept from before but the libraries'
own warm state. The floors are what the libraries take alone: the renderer for the
finished specification in the same format, and the writers of slides, workbooks and
text for one plain chart or table of the same numbers. Processor time of all threads,
since the renderer works in one of its own and others may want the machine. Prints one
JSON line: format -> ms and floor_ms, medians over all forms, and slowest_ms.
"""

import csv
import io
import json
import statistics
import time
from collections.abc import Callable

import vl_convert
import xlsxwriter
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from app.charts.office import build_chart_pptx, build_chart_xlsx
from app.charts.print import draw_print
from app.charts.print_sheet import build_sheet
from app.charts.spec import ChartSpec
from app.reports.table_files import build_csv, build_header
from tests.chart_specs import MARKS, build_chart

TURNS = 5
LABELS, NUMBERS = ["2021", "2022", "2023", "2024"], [4, 7, 12, 5]
WRITERS: dict[str, Callable[[ChartSpec], object]] = {
    "png": lambda spec: draw_print(spec, file_format="png", size="slide"),
    "svg": lambda spec: draw_print(spec, file_format="svg", size="slide"),
    "pdf": lambda spec: draw_print(spec, file_format="pdf", size="slide"),
    "pptx": build_chart_pptx,
    "xlsx": build_chart_xlsx,
    "csv": lambda spec: build_csv(build_header(spec.title, spec.footer), spec.table),
}


def write_bare_pptx() -> None:
    """Write one slide with one plain chart."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    chart = CategoryChartData()
    chart.categories = LABELS
    chart.add_series("", NUMBERS)
    place = Inches(1), Inches(1), Inches(8), Inches(4)
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, chart)
    deck.save(io.BytesIO())


def write_bare_xlsx() -> None:
    """Write one sheet with its numbers and one plain chart."""
    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_column(0, 0, LABELS)
    sheet.write_column(0, 1, NUMBERS)
    chart = book.add_chart({"type": "column"})
    places = {"categories": 0, "values": 1}
    chart.add_series({key: [sheet.name, 0, at, 3, at] for key, at in places.items()})
    sheet.insert_chart("D2", chart)
    book.close()


def write_bare_csv() -> None:
    """Write the same numbers as text."""
    csv.writer(io.StringIO()).writerows(zip(LABELS, NUMBERS, strict=True))


def build_floors(spec: ChartSpec) -> dict[str, Callable[[], object]]:
    """Build what each format's library does alone."""
    finished = build_sheet(spec, "slide").vega_lite
    return {
        "png": lambda: vl_convert.vegalite_to_png(finished, scale=2),
        "svg": lambda: vl_convert.vegalite_to_svg(finished),
        "pdf": lambda: vl_convert.vegalite_to_pdf(finished),
        "pptx": write_bare_pptx,
        "xlsx": write_bare_xlsx,
        "csv": write_bare_csv,
    }


def time_call(call: Callable[[], object]) -> float:
    """Return how many milliseconds of processor time one call takes."""
    started = time.process_time()
    call()
    return (time.process_time() - started) * 1000


def time_pair(ours: Callable[[], object], floor: Callable[[], object]) -> list[float]:
    """Time both in turns, so that a busy moment meets both; medians."""
    turns = [(time_call(ours), time_call(floor)) for _turn in range(TURNS)]
    return [statistics.median(each) for each in zip(*turns, strict=True)]


def main() -> None:
    """Time every form in every format, after one that warms the libraries."""
    specs = [build_chart(form) for form in MARKS]
    for write in WRITERS.values():
        write(specs[0])
    timed = {}
    for file_format, write in WRITERS.items():
        pairs = [
            time_pair(lambda: write(spec), build_floors(spec)[file_format])  # noqa: B023
            for spec in specs
        ]
        ours, floors = zip(*pairs, strict=True)
        timed[file_format] = {
            "ms": statistics.median(ours),
            "floor_ms": statistics.median(floors),
            "slowest_ms": max(ours),
        }
    print(json.dumps(timed))


if __name__ == "__main__":
    main()
