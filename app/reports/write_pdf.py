"""Write a report as PDF for everybody: tagged, with language, alt texts and headings.

Report ─build→ JSON and pictures in a folder ─report.typ→ PDF/UA-1

Every text reaches the typesetter as data, never as its own language.
"""

import json
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import typst

from app.charts.cells import find_number_columns, show_cell
from app.charts.forms import Columns, Line
from app.charts.print import draw_picture, find_picture_height
from app.charts.source_line import build_source_line, build_terms
from app.charts.spec import ChartSpec, Footer, Table
from app.formatting import show_date
from app.messages import _
from app.reports.column_widths import find_widths
from app.reports.context import start_language
from app.reports.report import Block, Listing, Numbers, Report, Section, Words
from app.theme import PRODUCT

LAYOUT = Path(__file__).with_name("report.typ")
STANDARD = "ua-1"
# The text width of the page in CSS pixels, and the most of its height for a picture.
PICTURE_WIDTH, MOST_HEIGHT = 643, 760
# Two lines with their words fit on a page.
LINE_HEIGHT = 230
# Any of them has every letter that a picture needs; else pictures are drawn as points.
SANS = {"Liberation Sans", "Arial", "Helvetica", "DejaVu Sans"}
Drawn = Callable[[ChartSpec], str]


def build_pdf(report: Report) -> bytes:
    """Write a report as PDF/UA-1, in the report's own language."""
    with (
        start_language(report.language_code),
        tempfile.TemporaryDirectory(prefix="malbild-") as place,
    ):
        folder = Path(place)
        told = _build_report(report, _Pictures(folder).draw)
        (folder / "report.json").write_text(json.dumps(told), encoding="utf8")
        layout = folder / LAYOUT.name
        layout.write_bytes(LAYOUT.read_bytes())
        pdf = typst.compile(layout, root=folder, pdf_standards=[STANDARD])
    if not isinstance(pdf, bytes):
        raise TypeError("a PDF is one file")
    return pdf


class _Pictures:
    """Pictures in a folder, named by number."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0
        self.file_format = "svg" if check_has_sans() else "png"

    def draw(self, spec: ChartSpec) -> str:
        self.count += 1
        height = find_picture_height(spec, width=PICTURE_WIDTH)
        content = draw_picture(
            spec,
            file_format=self.file_format,
            width=PICTURE_WIDTH,
            height=min(height, _find_most(spec)),
            scale=3,
        )
        name = f"{self.count}.{self.file_format}"
        (self.folder / name).write_bytes(content)
        return name


def _find_most(spec: ChartSpec) -> int:
    """Find how high a picture may be: a line says the same when it is low."""
    return LINE_HEIGHT if isinstance(spec.marks, Line | Columns) else MOST_HEIGHT


@cache
def check_has_sans() -> bool:
    """Tell whether the machine has a typeface that pictures are measured with."""
    return bool(SANS & set(typst.Fonts().families()))


def _build_report(report: Report, draw: Drawn) -> dict[str, Any]:
    footer = report.footer
    return {
        "product": PRODUCT,
        "title": report.title,
        "subtitle": report.subtitle,
        "language": report.language_code,
        "example": _("Example data") if footer.is_example else "",
        "contents": _("Contents"),
        "page": _("Page"),
        "of": _("of"),
        "data_on": _("Data as of %(day)s", day=show_date(footer.data_on)),
        **_build_ending(footer),
        "runs": _build_runs([_build_section(each, draw) for each in report.sections]),
    }


def _build_runs(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Build runs of sections on pages that stand, or lie for the sake of a table.

    Only a chart turns the pages back: all else stays on the page before it.
    """
    runs: list[dict[str, Any]] = [{"is_turned": False, "sections": []}]
    for section in sections:
        has_chart = any(block["kind"] == "chart" for block in section["blocks"])
        is_turned = any(block.get("is_turned") for block in section["blocks"])
        if (is_turned or has_chart) and is_turned != runs[-1]["is_turned"]:
            runs.append({"is_turned": is_turned, "sections": []})
        runs[-1]["sections"].append(section)
    return runs


def _build_section(section: Section, draw: Drawn) -> dict[str, Any]:
    blocks = [_build_block(block, draw) for block in section.blocks]
    has_chart = any(block["kind"] == "chart" for block in blocks)
    for told, block in zip(blocks, section.blocks, strict=True):
        if isinstance(block, Words):
            told["is_aside"] = has_chart and not block.is_own
    return {"heading": section.heading, "blocks": blocks}


def _build_block(block: Block, draw: Drawn) -> dict[str, Any]:
    if isinstance(block, Words):
        return {"kind": "words", "paragraphs": block.paragraphs}
    if isinstance(block, Numbers):
        cards = [
            {"label": card.label, "number": card.number, "note": card.note}
            for card in block.cards
        ]
        return {"kind": "numbers", "cards": cards}
    shared = {"title": block.title, "note": block.note, **_build_ending(block.footer)}
    if isinstance(block, Listing):
        return {"kind": "table", **shared, **_build_table(block.table)}
    return {
        "kind": "chart",
        **shared,
        "subtitle": block.subtitle,
        "alt": block.alt,
        "picture": draw(block),
    }


def _build_ending(footer: Footer) -> dict[str, str]:
    """Build what every picture and table ends with."""
    return {"source": build_source_line(footer), "terms": build_terms(footer)}


def _build_table(table: Table) -> dict[str, Any]:
    laid = find_widths(table)
    return {
        "headings": table.headings,
        "rows": [[show_cell(cell) for cell in row] for row in table.rows],
        "widths": laid.widths,
        "letter": laid.letter,
        "divided": laid.divided,
        "is_turned": laid.is_turned,
        "numbers": find_number_columns(table),
    }
