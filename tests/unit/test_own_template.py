import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pptx
import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from pptx import Presentation

from app.charts.forms import Columns, OutlineMap, Tiles
from app.charts.forms_plan import Grid
from app.charts.office_deck import load_own_look
from app.charts.office_forms import BUILDERS
from app.charts.spec import ChartSpec, Footer, NumberCard, Table
from app.errors import TemplateRefused
from app.messages import load_language
from app.reports.column_fit import find_row_height
from app.reports.own_template import build_refusal, check_template
from app.reports.report import Listing, Numbers, Report, Section, Words
from app.reports.slide_tables import build_slide_tables
from app.reports.template_refusals import REFUSALS
from app.reports.write_docx import build_docx
from app.reports.write_pptx import build_pptx
from tests.chart_specs import MARKS, build_chart
from tests.office import convert_to_pdf, read_pages

OTHER_BLUE = b"1B5E20"
TYPES = "[Content_Types].xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FOOTER = Footer("källa", date(2025, 10, 31), "Riket", "b1", is_example=True)
REPORT = Report(
    template_code="memo",
    title="Rapport från Örebro",
    subtitle="2024",
    language_code="sv",
    footer=FOOTER,
    sections=(
        Section(
            "Läget",
            (
                Numbers((NumberCard("Mål", "9 av 12", "8 av 12 i fjol"),)),
                Words(("Ett stycke.", "=Ett till\0.")),
                ChartSpec(
                    *("antal", "9 av 12 nådda", "Antal, Riket", "Nio av tolv."),
                    FOOTER,
                    Table(("År", "Tal"), (("2024", 9),)),
                    Columns(("2023", "2024"), (8, 9), ("8", "9"), 1),
                    "Sägs för sig.",
                ),
                Words(("Bredvid diagrammet.",)),
                Listing(
                    "lista",
                    "Alla rader",
                    Table(
                        ("Namn", "Tal"), tuple((f"Rad {n}", n / 2) for n in range(60))
                    ),
                    FOOTER,
                ),
            ),
        ),
    ),
)


def pack(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def deck() -> dict[str, bytes]:
    """A region's presentation: its colours, a sample slide, other names."""
    parts = unpack(load_own_look())
    theme = "ppt/theme/theme1.xml"
    parts[theme] = (
        parts[theme].replace(b"003F72", OTHER_BLUE).replace(b"Arial", b"Verdana")
    )
    for name, part in parts.items():
        if "slideLayouts/slideLayout" in name:
            parts[name] = part.replace(b'name="Note"', b'name="Text 9"')
    opened = Presentation(io.BytesIO(pack(parts)))
    opened.slides.add_slide(opened.slide_layouts[0]).shapes.title.text = "Exempelbild"
    content = io.BytesIO()
    opened.save(content)
    return unpack(content.getvalue())


def build_paper(*lines: str) -> bytes:
    paper = Document()
    for line in lines:
        paper.add_paragraph(line)
    paper.sections[0].header.paragraphs[0].text = "{{Rubrik}}"
    content = io.BytesIO()
    paper.save(content)
    return content.getvalue()


def find_texts(content: bytes) -> list[list[str]]:
    slides = Presentation(io.BytesIO(content)).slides
    return [
        [each.text_frame.text for each in slide.shapes if each.has_text_frame]
        for slide in slides
    ]


def test_a_report_becomes_slides_with_a_title_and_a_source_on_each() -> None:
    content = build_pptx(REPORT)
    deck = Presentation(io.BytesIO(content))
    assert [slide.shapes.title.text for slide in deck.slides] == [
        "Rapport från Örebro",
        "Läget",
        "9 av 12 nådda",
        "Alla rader",
        *["Alla rader (forts.)"] * (len(deck.slides) - 4),
    ]
    assert len(deck.slides) > 5
    for texts in find_texts(content):
        assert any("Källa: källa · Data per 2025-10-31" in text for text in texts)
        assert any("sekretessen prövas" in text for text in texts)
    numbers = [slide._element.xpath('.//p:ph[@type="sldNum"]') for slide in deck.slides]
    assert all(numbers)
    names = [shape.name for shape in deck.slides[2].shapes]
    assert names.index("antal") < names.index("Note") < names.index("Source")
    # Words that follow a chart stand beside it.
    assert "Bredvid diagrammet." in find_texts(content)[2]
    tables = [
        shape.table
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
    ]
    assert all(table.first_row for table in tables)
    rows = [
        [cell.text for cell in row.cells]
        for table in tables
        for row in list(table.rows)[1:]
    ]
    assert rows == [[f"Rad {n}", f"{n / 2:g}".replace(".", ",")] for n in range(60)]
    assert deck.core_properties.title == "Rapport från Örebro"


def test_nothing_of_a_long_text_is_cut() -> None:
    words = " ".join(f"ord{n}" for n in range(1500))
    table = Table(("Nummer", "Text"), (("1", words), ("2", "kort")))
    slides = build_slide_tables(table, (880.0, 330.0))
    assert len(slides) > 1
    said = [row for cells in slides for row in cells.rows]
    assert " ".join(text for _number, text in said[:-1]) == words
    assert [number for number, _text in said if number] == ["1", "2"]
    for cells in slides:
        widths = tuple(share * 880 for share in cells.shares)
        heights = [find_row_height(row, widths, cells.letter) for row in cells.rows]
        assert sum(heights) < 330
    report = replace(
        REPORT,
        sections=(Section("L", (Listing("l", "Lista", table, FOOTER),)),),
    )
    [written] = Document(io.BytesIO(build_docx(report))).tables
    assert written.cell(1, 1).text == words


def test_a_report_becomes_a_document_with_real_headings() -> None:
    paper = Document(io.BytesIO(build_docx(REPORT)))
    styles = {each.text: each.style.name for each in paper.paragraphs if each.style}
    assert styles["Rapport från Örebro"] == "Title"
    assert styles["Läget"] == "Heading 1"
    assert styles["9 av 12 nådda"] == "Heading 2"
    assert styles["Sägs för sig."] == "Anteckning"
    assert "\u2060=Ett till." in styles
    for table in paper.tables:
        [heading, *rows] = table._tbl.tr_lst
        assert heading.find(f".//{qn('w:tblHeader')}") is not None
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
        assert table._tbl.find(f".//{qn('w:tblDescription')}") is not None
    assert [len(table.rows) for table in paper.tables] == [2, 61]
    [lang] = paper.styles.element.findall(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    assert lang.get(qn("w:val")) == "sv-SE"
    assert "PAGE" in paper.sections[0].footer._element.xml


def test_libreoffice_shows_every_word_on_slides_and_pages() -> None:
    slides = read_pages(convert_to_pdf(build_pptx(REPORT), "pptx"))
    assert len(slides) == len(find_texts(build_pptx(REPORT)))
    assert "Sägs för sig." in slides[2]
    assert all("Källa: källa" in page for page in slides)
    pages = read_pages(convert_to_pdf(build_docx(REPORT), "docx"))
    said = "\n".join(pages)
    assert "Rapport från Örebro" in said
    assert "Rad 59" in said
    # The headings of a table that goes on stand on its next page again.
    assert sum("Namn" in page for page in pages) > 1


def test_pages_are_turned_for_wide_tables_and_back_for_charts() -> None:
    wide = Table(
        tuple(f"Heading{n}" for n in range(12)), (("omvärldsbevakning",) * 12,)
    )
    chart = REPORT.sections[0].blocks[2]
    sections = (
        Section("A", (Words(("Ord.",)), Listing("a", "A", wide, FOOTER))),
        Section("B", (Words(("Ord.",)), Listing("b", "B", wide, FOOTER))),
        Section("C", (chart,)),
    )
    paper = Document(io.BytesIO(build_docx(replace(REPORT, sections=sections))))
    lying = [each.page_width > each.page_height for each in paper.sections]
    assert lying == [False, True, False]


def test_a_chart_in_a_document_is_native_with_its_workbook() -> None:
    content = build_docx(REPORT)
    parts = unpack(content)
    chart = parts["word/charts/chart1.xml"].decode()
    assert "<c:v>9.0</c:v>" in chart or "<c:v>9</c:v>" in chart
    assert "c:externalData" in chart
    assert parts["word/embeddings/chart1.xlsx"].startswith(b"PK")
    document = parts["word/document.xml"].decode()
    assert 'descr="9 av 12 nådda. Nio av tolv."' in document


@pytest.mark.parametrize("name", sorted(MARKS))
def test_every_form_stands_in_a_document(name: str) -> None:
    chart = build_chart(name)
    report = replace(REPORT, language_code="en", sections=(Section("P", (chart,)),))
    made = unpack(build_docx(report))
    document = made["word/document.xml"].decode()
    is_native = type(MARKS[name]) in BUILDERS
    assert ("word/charts/chart1.xml" in made) == is_native
    assert ("wpg:wgp" in document) == (type(MARKS[name]) in (Tiles, OutlineMap))
    assert ("w:tbl>" in document) == (type(MARKS[name]) is Grid)
    assert "May hold facts" in document or "May be reproduced" in document
    assert b'w:val="en-GB"' in made["word/styles.xml"]


def test_a_regions_presentation_gives_its_colours_and_places(deck) -> None:
    load_language("sv")
    template = pack(deck)
    check = check_template(template, "pptx")
    said = "\n".join(check.found)
    assert "#1B5E20" in said
    assert "Typsnitt: Verdana" in said
    assert "Platshållare hittad: Underrubrik" in said
    assert check.missing == (
        "Layouten Chart har ingen platshållare som heter Anteckning: en ruta läggs "
        "till",
    )
    made = unpack(build_pptx(REPORT, template=template))
    assert OTHER_BLUE in made["ppt/theme/theme1.xml"]
    [chart] = [
        part
        for name, part in made.items()
        if "charts/chart" in name and name.endswith(".xml")
    ]
    assert b'schemeClr val="accent1"' in chart
    assert b"003F72" not in chart
    words = b"".join(part for name, part in made.items() if "slides/slide" in name)
    assert b"Exempelbild" not in words
    assert "Sägs för sig.".encode() in words


def test_nothing_is_left_of_a_templates_own_slides() -> None:
    default = Path(pptx.__file__).parent / "templates" / "default.pptx"
    deck = Presentation(default)
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = "Exempelbild"
    [views] = [
        relation.target_part
        for relation in deck.part.rels.values()
        if relation.reltype.endswith("/viewProps")
    ]
    # As PowerPoint writes when it was last shown as an outline.
    views.relate_to(deck.slides[0].part, f"{RELATIONS}/slide")
    content = io.BytesIO()
    deck.save(content)
    made = unpack(build_pptx(REPORT, template=content.getvalue()))
    assert not any(b"Exempelbild" in part for part in made.values())
    assert not any("thumbnail" in name for name in made)
    slides = [name for name in made if re.fullmatch(r"ppt/slides/\w+\.xml", name)]
    assert len(slides) == len(
        find_texts(build_pptx(REPORT, template=content.getvalue()))
    )


def test_a_template_file_of_powerpoint_is_taken_too(deck) -> None:
    types = deck[TYPES].replace(
        b"presentationml.presentation.main", b"presentationml.template.main"
    )
    template = pack({**deck, TYPES: types})
    assert check_template(template, "pptx").found
    assert (
        len(Presentation(io.BytesIO(build_pptx(REPORT, template=template))).slides) > 5
    )


def test_a_regions_document_keeps_what_stands_around_the_report() -> None:
    load_language("sv")
    template = build_paper("Diarienummer:", "{{Rubrik}}", "{{Rapport}}", "Beslut:")
    check = check_template(template, "docx")
    assert "Rapporten läggs där {{Rapport}} står" in check.found
    assert "Ingen formatmall heter Källa: vår används" in check.missing
    paper = Document(io.BytesIO(build_docx(REPORT, template=template)))
    texts = [each.text for each in paper.paragraphs]
    assert texts[:2] == ["Diarienummer:", "Rapport från Örebro"]
    assert texts[-1] == "Beslut:"
    assert "Läget" in texts[2:-1]
    assert paper.sections[0].header.paragraphs[0].text == "Rapport från Örebro"


def test_a_document_without_a_mark_loses_its_own_text() -> None:
    load_language("sv")
    template = build_paper("Lorem ipsum")
    missing = check_template(template, "docx").missing
    assert "Inget stycke med {{Rapport}}: mallens egen text tas bort" in missing
    made = build_docx(REPORT, template=template)
    assert b"Lorem ipsum" not in unpack(made)["word/document.xml"]


def test_a_document_forgets_where_its_own_template_lies() -> None:
    paper = Document()
    [settings] = [
        relation.target_part
        for relation in paper.part.rels.values()
        if relation.reltype.endswith("/settings")
    ]
    kind = f"{RELATIONS}/attachedTemplate"
    address = settings.relate_to("http://evil/x.dotx", kind, is_external=True)
    paper.settings.element.insert(
        0,
        parse_xml(f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{address}"/>'),
    )
    content = io.BytesIO()
    paper.save(content)
    assert check_template(content.getvalue(), "docx")
    made = unpack(build_docx(REPORT, template=content.getvalue()))
    assert not any(b"evil" in part for part in made.values())


def break_file(case: str, parts: dict[str, bytes]) -> bytes:
    link = b'<Relationship Id="x" Type="a/image" Target="//e" TargetMode="External"/>'
    rels = "ppt/_rels/presentation.xml.rels"
    main = "ppt/presentation.xml"
    changed = {
        "a bomb": {"ppt/media/a.xml": b"0" * 40_000_000},
        "many parts": {f"ppt/media/{n}.png": b"" for n in range(2001)},
        "a way out": {"../../etc/x.xml": b""},
        "macros": {"ppt/vbaProject.bin": b"x"},
        "macro type": {
            TYPES: parts[TYPES].replace(b"presentation.main", b"macroEnabled")
        },
        "a program": {"ppt/embeddings/oleObject1.bin": b"x"},
        "entities": {main: b'<!DOCTYPE a [<!ENTITY b "c">]>' + parts[main]},
        "wide entities": {main: '<!DOCTYPE a [<!ENTITY b "c">]>'.encode("utf-16")},
        "a link out": {rels: parts[rels].replace(b"</Rel", link + b"</Rel")},
        "no slides": {main: b"<p/>"},
        "no title": {
            name: part.replace(b'type="title"', b'type="pic" idx="77"').replace(
                b'type="ctrTitle"', b'type="pic" idx="77"'
            )
            for name, part in parts.items()
            if "slideLayouts/slideLayout" in name
        },
        "half a file": {"ppt/slideMasters/slideMaster1.xml": b"<p:sldMaster"},
    }[case]
    return pack({**parts, **changed})


@pytest.mark.parametrize(
    ("case", "reason_code"),
    [
        ("a bomb", "too_large"),
        ("many parts", "too_large"),
        ("a way out", "broken"),
        ("macros", "has_macros"),
        ("macro type", "has_macros"),
        ("a program", "has_programs"),
        ("entities", "broken"),
        ("wide entities", "broken"),
        ("a link out", "has_links"),
        ("no slides", "broken"),
        ("no title", "no_layout"),
        ("half a file", "broken"),
    ],
)
def test_a_hostile_presentation_is_refused(case, reason_code, deck) -> None:
    with pytest.raises(TemplateRefused) as refused:
        check_template(break_file(case, deck), "pptx")
    assert refused.value.reason_code == reason_code
    assert build_refusal(reason_code)


def test_what_is_no_office_file_is_refused(deck) -> None:
    for content, kind, reason_code in (
        (b"", "pptx", "broken"),
        (b"PK\x03\x04 no archive", "docx", "broken"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "docx", "locked"),
        (pack(deck), "docx", "wrong_kind"),
        (pack(deck)[:-4000], "pptx", "broken"),
        (pack(deck), "exe", "wrong_kind"),
        (bytes(31 * 2**20), "pptx", "too_large"),
    ):
        with pytest.raises(TemplateRefused) as refused:
            check_template(content, kind)
        assert refused.value.reason_code == reason_code


def test_every_refusal_has_words() -> None:
    load_language("sv")
    assert all(build_refusal(code) != REFUSALS[code] for code in REFUSALS)
