"""Time a quarterly report in each format, and one report for each of the 21 regions.

Prints one JSON line: format -> seconds from nothing read to a file, of the bare work
that its library has to do, pages; and "regions" -> seconds of the command for all.
"""

import io
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import streamlit
import typst
from measuring import MALBILD, run_measured
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Cm
from streamlit.logger import set_log_level

from app.access import Principal
from app.build_pointer import find_current_build
from app.charts.print import draw_picture, find_picture_height
from app.charts.spec import ChartSpec
from app.queries.choices import fetch_plan_years
from app.reports.compose import build_file, build_report, find_parts
from app.reports.definition import ReportDefinition
from app.reports.report import Report

TIMES = 3
# With them the report is longer than the twenty pages that the aim speaks of.
MORE_PARTS = 10
FORMATS = ("pptx", "docx", "pdf", "xlsx")


def time_call(call: Callable[[], object]) -> float:
    """Time a call: the median of three."""
    seconds = []
    for _ in range(TIMES):
        started = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds)


def build_definition(principal: Principal) -> ReportDefinition:
    """Build the quarterly report of the last whole year, a long one."""
    plans = fetch_plan_years(principal)
    years = plans["period_year"].unique().sort()
    definition = ReportDefinition(
        template_code="quarterly",
        plan_code=plans["plan_code"][0],
        year=years[-2],
        place_code="SE",
    )
    parts = find_parts(definition, principal)
    suggested = [part.code for part in parts if part.is_suggested]
    others = [
        part.code
        for part in parts
        if not part.is_suggested and part.code.startswith("kpi_")
    ]
    codes = (*suggested, *others[:MORE_PARTS])
    return definition.model_copy(update={"part_codes": codes})


def find_charts(report: Report) -> list[ChartSpec]:
    """Find every chart of a report."""
    return [
        block
        for section in report.sections
        for block in section.blocks
        if isinstance(block, ChartSpec)
    ]


def draw_bare_pdf(charts: list[ChartSpec]) -> None:
    """Draw the pictures and set them, one on a page: the least that any PDF takes."""
    with tempfile.TemporaryDirectory() as place:
        pages = []
        for at, chart in enumerate(charts):
            height = find_picture_height(chart, width=640)
            svg = draw_picture(chart, file_format="svg", width=640, height=height)
            (Path(place) / f"{at}.svg").write_bytes(svg)
            pages.append(f'#image("{at}.svg", alt: "x")')
        layout = Path(place) / "bare.typ"
        layout.write_text("#set document(title: [x])\n" + "#pagebreak()\n".join(pages))
        typst.compile(layout, root=place, pdf_standards=["ua-1"])


def write_bare_deck(charts: list[ChartSpec]) -> None:
    """Write as many slides with a plain chart, as python-pptx does it."""
    deck = Presentation()
    for _chart in charts:
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        data = CategoryChartData()
        data.categories = [str(year) for year in range(2018, 2026)]
        data.add_series("x", tuple(range(8)))
        kind = XL_CHART_TYPE.LINE_MARKERS
        slide.shapes.add_chart(kind, Cm(1), Cm(3), Cm(20), Cm(12), data)
    deck.save(io.BytesIO())


def count_pages(content: bytes, file_format: str) -> int:
    """Count pages or slides; 0 where there are none to count."""
    if file_format == "pdf":
        with pikepdf.open(io.BytesIO(content)) as opened:
            return len(opened.pages)
    if file_format == "pptx":
        return len(Presentation(io.BytesIO(content)).slides)
    return 0


def time_format(
    definition: ReportDefinition, principal: Principal, file_format: str
) -> dict[str, float]:
    """Time one format from the database to the file."""

    def build() -> bytes:
        # As a process that has just been started: nothing is remembered.
        streamlit.cache_resource.clear()
        report = build_report(definition, principal)
        return build_file(report, file_format=file_format)

    pages = count_pages(build(), file_format)
    timed = {"seconds": time_call(build), "pages": pages}
    charts = find_charts(build_report(definition, principal))
    floors = {"pdf": draw_bare_pdf, "pptx": write_bare_deck}
    if floor := floors.get(file_format):
        timed["floor"] = time_call(lambda: floor(charts))
    return timed


def time_regions(definition: ReportDefinition, one: float) -> dict[str, float]:
    """Time the command that writes one report per region, as PDF."""
    with tempfile.TemporaryDirectory() as place:
        seconds, peak = run_measured(
            *(MALBILD, "report", "--template", "region_year", "--format", "pdf"),
            *("--year", str(definition.year), "--all-regions", place),
        )
        n_reports = len(list(Path(place).glob("*.pdf")))
    floor = one * n_reports / (os.cpu_count() or 1)
    return {"seconds": seconds, "floor": floor, "pages": n_reports, "peak": peak}


def main() -> None:
    """Time everything in the home that MALBILD_HOME names."""
    set_log_level("error")
    principal = Principal("secretariat", (), find_current_build())
    definition = build_definition(principal)
    timed = {
        file_format: time_format(definition, principal, file_format)
        for file_format in FORMATS
    }
    changes = {"template_code": "region_year", "place_code": "01", "part_codes": ()}
    region = definition.model_copy(update=changes)
    one = time_format(region, principal, "pdf")["seconds"]
    timed["regions"] = time_regions(definition, one)
    print(json.dumps(timed))


if __name__ == "__main__":
    main()
