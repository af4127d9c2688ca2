"""Pages of a document: their number at the foot, and turned ones for wide tables."""

from typing import Any

from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from app.charts.office_native import build_plain
from app.reports.docx_look import find_style
from app.theme import MUTED

LETTER = 8


def write_footer(paper: Paper, title: str) -> None:
    """Write the title and the page's number, unless the template has its own foot."""
    footer = paper.sections[-1].footer
    if not footer.is_linked_to_previous:
        return
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = find_style(paper, "Source")
    # One after the other: a page that lies has its right edge elsewhere.
    run = paragraph.add_run(f"{build_plain(title)} \u00b7 ")
    _write_look(run)
    number = paragraph.add_run()
    _write_look(number)
    for kind in ("begin", "", "separate", "end"):
        number._r.append(_build_field(kind))


def write_turn(paper: Paper) -> None:
    """Begin a page that lies the other way; margins go with its sides."""
    before = paper.sections[-1]
    width, height = before.page_width, before.page_height
    turned = before.orientation == WD_ORIENT.LANDSCAPE
    section = paper.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.PORTRAIT if turned else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = height, width


def _write_look(run: Any) -> None:
    run.font.size = Pt(LETTER)
    run.font.color.rgb = RGBColor.from_string(MUTED[1:])


def _build_field(kind: str) -> Any:
    if not kind:
        return parse_xml(
            f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>'
        )
    return parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>')
