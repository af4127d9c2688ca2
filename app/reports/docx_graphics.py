"""Graphics of a document: native charts with their workbook, and maps as shapes."""

from itertools import count
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as Paper
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Pt

from app.charts.forms import Marks, OutlineMap, Tiles
from app.charts.office_axes import Frame
from app.charts.office_forms import build_native
from app.charts.office_native import build_plain
from app.charts.office_shapes import Shape, build_shapes
from app.charts.office_workbook import build_chart_files
from app.theme import MUTED

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
DECLARED = " ".join(f'xmlns:{name}="{uri}"' for name, uri in NAMES.items())
PACKAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package"
EXTERNAL = (
    '<c:externalData xmlns:r="{uri}" r:id="{id}">'
    '<c:autoUpdate val="0"/></c:externalData>'
)
LETTER = 9.0
HALF_POINTS = 2
EDGE = 6350


def draw_graphic(
    paper: Paper, run: Any, marks: Marks, size: tuple[float, float], words: str
) -> None:
    """Draw a chart or a map in a run of text.

    Args:
        paper: The document it belongs to.
        run: Where it goes.
        marks: What it shows; not a grid, which is a table.
        size: Width and height in points.
        words: What it shows, for those who listen.
    """
    width, height = size
    if isinstance(marks, Tiles | OutlineMap):
        uri, inside = NAMES["wpg"], _build_group(marks, width, height)
    else:
        relation = _write_chart(paper, marks, Frame(width, height, LETTER))
        uri, inside = NAMES["c"], f'<c:chart r:id="{relation}"/>'
    number = _find_number(paper)
    words = quoteattr(build_plain(words))
    drawing = (
        f"<w:drawing {DECLARED}><wp:inline distT='0' distB='0' distL='0' distR='0'>"
        f'<wp:extent cx="{int(Pt(width))}" cy="{int(Pt(height))}"/>'
        f'<wp:docPr id="{number}" name="Graphic {number}" descr={words}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{uri}">{inside}'
        f"</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    if uri == NAMES["wpg"]:
        # Word asks that what is newer than the file format is offered as a choice.
        drawing = (
            f'<mc:AlternateContent {DECLARED}><mc:Choice Requires="wpg">{drawing}'
            f"</mc:Choice></mc:AlternateContent>"
        )
    run._r.append(parse_xml(drawing))


def _find_number(paper: Paper) -> int:
    used = paper.element.xpath("//wp:docPr/@id")
    return max((int(each) for each in used), default=0) + 1


def _write_chart(paper: Paper, marks: Marks, frame: Frame) -> str:
    """Write the chart's part and its workbook's, and tell how the text names it."""
    package = paper.part.package
    names = {part.partname for part in package.iter_parts()}
    number = next(n for n in count(1) if f"/word/charts/chart{n}.xml" not in names)
    files = build_chart_files(build_native(marks), frame)
    workbook = Part(
        PackURI(f"/word/embeddings/chart{number}.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        files.xlsx_blob,
        package,
    )
    chart = Part(
        PackURI(f"/word/charts/chart{number}.xml"),
        CONTENT_TYPE.DML_CHART,
        files.xml,
        package,
    )
    behind = EXTERNAL.format(uri=NAMES["r"], id=chart.relate_to(workbook, PACKAGE))
    before = (
        b"<c:printSettings>"
        if b"<c:printSettings>" in files.xml
        else b"</c:chartSpace>"
    )
    # Its place in the file is fixed: before what says how the chart is printed.
    chart._blob = files.xml.replace(before, behind.encode() + before, 1)
    return paper.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)


def _build_group(marks: Tiles | OutlineMap, width: float, height: float) -> str:
    room = f'<a:off x="0" y="0"/><a:ext cx="{int(Pt(width))}" cy="{int(Pt(height))}"/>'
    inner = room.replace("a:off", "a:chOff").replace("a:ext", "a:chExt")
    shapes = "".join(_build_shape(s) for s in build_shapes(marks, width, height))
    return (
        f"<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>{room}{inner}</a:xfrm>"
        f"</wpg:grpSpPr>{shapes}</wpg:wgp>"
    )


def _build_shape(shape: Shape) -> str:
    left, top = int(Pt(shape.left)), int(Pt(shape.top))
    width, height = max(int(Pt(shape.width)), 1), max(int(Pt(shape.height)), 1)
    fill = (
        f'<a:solidFill><a:srgbClr val="{shape.fill[1:]}"/></a:solidFill>'
        f'<a:ln w="{EDGE}"><a:solidFill><a:srgbClr val="{MUTED[1:]}"/></a:solidFill>'
        f"</a:ln>"
        if shape.fill
        else "<a:noFill/><a:ln><a:noFill/></a:ln>"
    )
    return (
        f"<wps:wsp><wps:cNvSpPr/><wps:spPr>"
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/>'
        f"</a:xfrm>{_build_form(shape, width, height)}{fill}</wps:spPr>"
        f"{_build_words(shape)}"
        f'<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/></wps:wsp>'
    )


def _build_form(shape: Shape, width: int, height: int) -> str:
    if not shape.ring:
        return '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    points = [
        f'<a:pt x="{int(Pt(x - shape.left))}" y="{int(Pt(y - shape.top))}"/>'
        for x, y in shape.ring
    ]
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
    return (
        f"<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{width}" h="{height}">'
        f"<a:moveTo>{points[0]}</a:moveTo>{lines}<a:close/></a:path></a:pathLst>"
        f"</a:custGeom>"
    )


def _build_words(shape: Shape) -> str:
    if not shape.lines:
        return ""
    side = "center" if shape.is_centred else "left"
    last = len(shape.lines) - 1
    paragraphs = "".join(
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" '
        f'w:lineRule="auto"/><w:jc w:val="{side}"/></w:pPr><w:r><w:rPr>'
        f"{'<w:b/>' if shape.has_bold_end and at == last else ''}"
        f'<w:color w:val="{shape.ink[1:]}"/>'
        f'<w:sz w:val="{int(shape.letter * HALF_POINTS)}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(build_plain(line))}</w:t></w:r></w:p>'
        for at, line in enumerate(shape.lines)
    )
    return f"<wps:txbx><w:txbxContent>{paragraphs}</w:txbxContent></wps:txbx>"
