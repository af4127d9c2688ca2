"""Open a document to write in: our own look, or a region's template.

template ─→ its text taken out, or a marked place found in it ─→ styles by name
"""

import io
import re
import zipfile
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from app.charts.office_deck import load_own_look
from app.messages import N_, _
from app.theme import ACCENT, INK, MUTED

FONT = "Arial"
THEME = "ppt/theme/theme1.xml"
COLOURS = re.compile(rb"<a:clrScheme.*?</a:clrScheme>", re.DOTALL)
FONTS = re.compile(rb"<a:fontScheme.*?</a:fontScheme>", re.DOTALL)
TEMPLATE_TYPE = b"wordprocessingml.template.main+xml"
PAPER_TYPE = b"wordprocessingml.document.main+xml"
CONTENT_TYPES = "[Content_Types].xml"
MARGIN, LOW_MARGIN = 25, 20
NEWEST = "15"
CODES = {"sv": "sv-SE", "en": "en-GB"}
# Style, size, colour, bold, points before and after.
LOOKS = {
    "Normal": (10, INK, False, 0, 4),
    "Title": (26, INK, True, 0, 6),
    "Subtitle": (14, MUTED, False, 0, 18),
    "Heading 1": (15, ACCENT, True, 18, 4),
    "Heading 2": (11.5, INK, True, 8, 2),
}
# Ours; a template may have styles of these names, in English or in its language.
SMALL = {
    N_("Subject"): (9, MUTED, 0, 3),
    N_("Note"): (8.5, MUTED, 2, 2),
    N_("Source"): (7.5, MUTED, 0, 0),
}


def load_paper(
    template: bytes | None, language_code: str, *, has_styles: bool = True
) -> Paper:
    """Open a template, or our own look.

    Args:
        template: A document, already checked; none for our own look.
        language_code: What the text will be in, sv or en.
        has_styles: Whether the styles that the template lacks are added.
    """
    paper = Document(io.BytesIO(_build_openable(template)) if template else None)
    if template is None:
        _write_own_look(paper)
    else:
        _remove_origin(paper)
    if not has_styles:
        return paper
    for name in LOOKS:
        if find_style(paper, name) is None:
            paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
            _write_style(paper.styles[name], *LOOKS[name])
    for name, (size, colour, before, after) in SMALL.items():
        if find_style(paper, name) is None:
            style = paper.styles.add_style(_(name), WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = paper.styles["Normal"]
            _write_style(style, size, colour, False, before, after)
    _write_language(paper, CODES[language_code])
    return paper


def find_style(paper: Paper, name: str) -> Any | None:
    """Find a paragraph style by its name in English or in the report's language."""
    wanted = {name.casefold(), _(name).casefold() if name in SMALL else ""}
    for style in paper.styles:
        is_right = style.type == WD_STYLE_TYPE.PARAGRAPH
        if is_right and (style.name or "").casefold() in wanted:
            return style
    return None


def find_text_width(paper: Paper) -> float:
    """Find how wide the text of the last section is, in points."""
    return _find_width(paper, paper.sections[-1].page_width or Mm(210))


def find_upright_width(paper: Paper) -> float:
    """Find how wide the text is on a page that is not turned, in points."""
    section = paper.sections[-1]
    sides = (section.page_width or Mm(210), section.page_height or Mm(297))
    return _find_width(paper, min(sides))


def _find_width(paper: Paper, side: int) -> float:
    section = paper.sections[-1]
    margins = (section.left_margin, section.right_margin)
    return Emu(side - sum(Mm(MARGIN) if m is None else m for m in margins)).pt


def _remove_origin(paper: Paper) -> None:
    """Take out the address of the template's own template: Word would fetch it."""
    for element in list(paper.settings.element.iter(qn("w:attachedTemplate"))):
        for relation in paper.part.rels.values():
            if relation.reltype.endswith("/settings"):
                relation.target_part.rels.pop(element.get(qn("r:id")), None)
        element.getparent().remove(element)
    package = paper.part.package
    for name, relation in list(package.rels.items()):
        if relation.reltype.endswith(("/thumbnail", "/custom-properties")):
            del package.rels[name]


def _write_own_look(paper: Paper) -> None:
    _write_newest(paper)
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin = section.bottom_margin = Mm(LOW_MARGIN)
    for name, look in LOOKS.items():
        _write_style(paper.styles[name], *look)
        _write_font(paper.styles[name])
    with zipfile.ZipFile(io.BytesIO(load_own_look())) as archive:
        ours = archive.read(THEME)
    for relation in paper.part.rels.values():
        if relation.reltype.endswith("/theme"):
            part = relation.target_part
            for pattern in (COLOURS, FONTS):
                found = pattern.search(ours)
                if found:
                    part._blob = pattern.sub(lambda _m, f=found: f[0], part.blob)


def _write_style(
    style: Any, size: float, colour: str, is_bold: bool, before: float, after: float
) -> None:
    style.font.size = Pt(size)
    style.font.bold = is_bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    # A line under a title is part of the old look of documents, not of ours.
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break


def _write_font(style: Any) -> None:
    """Set our font; styles that a template lacks take the template's own."""
    style.font.name = FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)


def _write_language(paper: Paper, code: str) -> None:
    """Say what language the text is in, where every style inherits it from."""
    styles = paper.styles.element
    for look in styles.iter(qn("w:rPrDefault")):
        run = look.find(qn("w:rPr"))
        if run is None:
            run = OxmlElement("w:rPr")
            look.append(run)
        _write_code(run, code)
    _write_code(paper.styles["Normal"].element.get_or_add_rPr(), code)


def _write_newest(paper: Paper) -> None:
    """Say that the document is laid out as Word does today, not as in 2010."""
    for setting in paper.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), NEWEST)


def _write_code(run: Any, code: str) -> None:
    for old in run.findall(qn("w:lang")):
        run.remove(old)
    words = OxmlElement("w:lang")
    for name in ("val", "eastAsia"):
        words.set(qn(f"w:{name}"), code)
    run.append(words)


def _build_openable(content: bytes) -> bytes:
    """Say of a template (.dotx) that it is a document: nothing else differs."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if TEMPLATE_TYPE not in archive.read(CONTENT_TYPES):
            return content
        parts = {item.filename: archive.read(item) for item in archive.infolist()}
    parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(TEMPLATE_TYPE, PAPER_TYPE)
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return changed.getvalue()
