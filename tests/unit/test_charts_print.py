import io
import re
import struct
import xml.etree.ElementTree as ElementTree
from dataclasses import fields

import pdfplumber
import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.charts.forms import (
    Calendar,
    Columns,
    Funnel,
    Line,
    Marks,
    OutlineMap,
    Segment,
    Tiles,
)
from app.charts.forms_compared import Calibration
from app.charts.forms_plan import Bars
from app.charts.forms_timed import Spans
from app.charts.print import (
    SIZES,
    draw_picture,
    draw_print,
    find_picture_height,
)
from app.charts.print_forms import DRAWERS
from app.charts.print_text import build_wrapped, find_text_width
from app.charts.screen import DRAWERS as SCREEN_DRAWERS
from app.charts.screen import draw_chart
from app.charts.source_line import build_source_line, build_terms
from app.charts.spec import ChartSpec
from app.theme import ACCENT, CONTEXT, SEQUENCE, SERIES
from tests.chart_specs import MARKS, build_chart

SVG = "{http://www.w3.org/2000/svg}"
#: What stands for something; ink and lines do not.
COLOURS = {ACCENT, CONTEXT, *SERIES, *SEQUENCE}
#: What is shown on screen only when somebody points at it, and codes.
UNSEEN = {
    Calendar: ("texts", "states"),
    Calibration: ("texts",),
    Funnel: ("texts", "labels"),
    Segment: ("texts", "role_code"),
    Spans: ("texts",),
    Tiles: ("names",),
}
Placed = tuple[str, float, float, float, float]


def find_told(marks: object) -> list[str]:
    """Find every text that a chart's marks have to show."""
    told = []
    for field in fields(marks):
        found = getattr(marks, field.name)
        if field.name in (*UNSEEN.get(type(marks), ()), "outlines", "place_codes"):
            continue
        rows = found if isinstance(found, tuple) else (found,)
        for each in rows:
            parts = each if isinstance(each, tuple) else (each,)
            told += [part for part in parts if isinstance(part, str)]
            told += [text for part in parts for text in find_segment(part)]
    return told


def find_segment(part: object) -> list[str]:
    return find_told(part) if isinstance(part, Segment) else []


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def read_svg(svg: bytes) -> ElementTree.Element:
    # Our own file, not somebody's.
    return ElementTree.fromstring(svg)  # noqa: S314


def find_texts(svg: bytes) -> list[str]:
    root = read_svg(svg)
    return ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]


def find_placed(element: ElementTree.Element, x: float, y: float) -> list[Placed]:
    """Find each written line with its field in the units of the drawing."""
    moved = re.search(
        r"translate\(([-\d.]+)[, ]+([-\d.]+)\)", element.get("transform", "")
    )
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
    if element.tag != f"{SVG}text":
        return [box for child in element for box in find_placed(child, x, y)]
    size = float((element.get("font-size") or "").removesuffix("px"))
    is_bold = element.get("font-weight") == "bold"
    anchor = element.get("text-anchor")
    boxes, lines = [], list(element) or [element]
    for line in lines:
        y += float(line.get("dy", 0)) if line is not element else 0
        width = find_text_width(line.text or "", size, is_bold=is_bold)
        left = x - {"start": 0, "middle": width / 2, "end": width}[anchor or "start"]
        # The renderer moves the base line itself, so these are letters without tails.
        boxes.append((line.text or "", left, y - size * 0.68, left + width, y))
    return boxes


def draw_svg(form: str, size: str) -> bytes:
    return draw_print(build_chart(form), file_format="svg", size=size)


def test_every_form_of_the_screen_is_drawn_in_print() -> None:
    assert set(DRAWERS) == set(SCREEN_DRAWERS)
    assert {type(marks) for marks in MARKS.values()} == set(DRAWERS)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("form", MARKS)
def test_every_word_of_the_spec_is_in_the_svg_and_none_is_cut(
    form: str, size: str
) -> None:
    spec = build_chart(form)
    svg = draw_svg(form, size)
    root = read_svg(svg)
    written = squeeze("".join(find_texts(svg)))
    told = [spec.title, spec.subtitle, spec.note, build_source_line(spec.footer)]
    for text in [*told, build_terms(spec.footer), *find_told(spec.marks)]:
        assert squeeze(text) in written
    assert root.findtext(f"{SVG}title") == spec.title
    assert root.findtext(f"{SVG}desc") == spec.alt
    width, height = map(float, root.get("viewBox", "").split()[2:])
    placed = find_placed(root, 0, 0)
    outside = [
        text
        for text, left, top, right, bottom in placed
        if left < -1 or right > width + 1 or top < 0 or bottom > height
    ]
    assert not outside
    assert not find_overlaps(placed)


def find_overlaps(placed: list[Placed]) -> list[tuple[str, str]]:
    return [
        (one[0], other[0])
        for at, one in enumerate(placed)
        for other in placed[at + 1 :]
        if min(one[3], other[3]) - max(one[1], other[1]) > 1
        and min(one[4], other[4]) - max(one[2], other[2]) > 1
    ]


@pytest.mark.parametrize("form", MARKS)
def test_a_png_has_its_size_to_the_pixel_and_is_not_blank(form: str) -> None:
    spec = build_chart(form)
    width, height = 540, 540
    png = draw_print(spec, file_format="png", size="square", scale=1)
    assert struct.unpack(">II", png[16:24]) == (width, height)
    image = Image.open(io.BytesIO(png)).convert("RGB")
    colours = {colour for _n, colour in image.getcolors(100_000) or []}
    assert len(colours) > 20
    edge = [image.getpixel((x, y)) for x in (0, width - 1) for y in range(height)]
    assert set(edge) == {(255, 255, 255)}


def test_a_png_is_made_of_one_two_or_three_pixels_a_pixel() -> None:
    spec = build_chart("line")
    sizes = [
        struct.unpack(">II", draw_print(spec, file_format="png", scale=scale)[16:24])
        for scale in (1, 2, 3)
    ]
    assert sizes == [(605 * n, sizes[0][1] * n) for n in (1, 2, 3)]
    slide = draw_print(spec, file_format="png", size="slide")
    assert struct.unpack(">II", slide[16:24]) == (1920, 1080)
    with pytest.raises(ValueError, match="4 times"):
        draw_print(spec, file_format="png", scale=4)
    with pytest.raises(ValueError, match="poster"):
        draw_print(spec, file_format="png", size="poster")


@pytest.mark.parametrize("form", MARKS)
def test_a_pdf_has_the_words_as_text_and_brings_its_font(form: str) -> None:
    spec = build_chart(form)
    written = draw_print(spec, file_format="pdf", size="slide")
    with pdfplumber.open(io.BytesIO(written)) as pdf:
        (page,) = pdf.pages
        words = squeeze(page.extract_text())
        assert (round(page.width), round(page.height)) == (720, 405)
    assert squeeze(spec.title) in words
    assert squeeze(build_terms(spec.footer)) in words
    with pikepdf.open(io.BytesIO(written)) as pdf:
        fonts = find_fonts(pdf)
    # Those of the renderer and none of this machine's.
    assert {name.partition("+")[2].partition("-")[0] for name in fonts} == {
        "LiberationSans"
    }


def find_fonts(pdf: pikepdf.Pdf) -> set[str]:
    return {
        str(each["/BaseFont"])
        for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary) and "/BaseFont" in each
    }


def test_a_bare_picture_has_no_title_and_exactly_its_size() -> None:
    spec = build_chart("dots")
    height = find_picture_height(spec, width=400)
    svg = draw_picture(spec, file_format="svg", width=400, height=height)
    assert squeeze(spec.title) not in squeeze("".join(find_texts(svg)))
    png = draw_picture(spec, file_format="png", width=333, height=111, scale=3)
    assert struct.unpack(">II", png[16:24]) == (999, 333)
    assert draw_picture(spec, file_format="pdf", width=300, height=200)[:4] == b"%PDF"


def test_rows_keep_their_order_and_only_the_accent_is_blue() -> None:
    root = read_svg(draw_svg("dots", "column"))
    places = {text: top for text, _left, top, *_rest in find_placed(root, 0, 0)}
    order = [places[text] for text in MARKS["dots"].texts]
    assert order == sorted(order)
    fills = [each.get("fill") for each in root.iter(f"{SVG}path")]
    assert fills.count(ACCENT) == 1


def test_many_rows_are_drawn_smaller_and_never_cut() -> None:
    bars = MARKS["bars"]
    many = type(bars)(
        labels=tuple(f"Inköpskategori nummer {n} med långt namn" for n in range(60)),
        numbers=tuple(float(n) for n in range(60)),
        texts=tuple(str(n) for n in range(60)),
    )
    spec: ChartSpec = build_chart("bars", marks=many)
    for size in SIZES:
        root = read_svg(draw_print(spec, file_format="svg", size=size))
        assert not find_overlaps(find_placed(root, 0, 0))
        written = squeeze("".join(root.itertext()))
        assert all(squeeze(label) in written for label in many.labels)


@settings(max_examples=10, deadline=None)
@given(text=st.text(st.characters(codec=None), min_size=1, max_size=40))
@example("\0 \x1b \ud800 \ufffe \uffff \u202e \r\n \u2028 \U0001f600 &#0; ]]> 1/0")
def test_any_text_can_be_drawn(text: str) -> None:
    # The renderer ends the whole process on what XML cannot hold.
    marks = Bars((text, f"=cmd|{text}"), (1, 2), (text, text))
    spec = build_chart("bars", marks=marks, title=text, alt=text, note=text)
    svg = draw_print(spec, file_format="svg")
    assert read_svg(svg).find(f"{SVG}desc") is not None
    assert draw_print(spec, file_format="png", scale=1)[:4] == b"\x89PNG"


@settings(deadline=None)
@given(text=st.text("aåW. \n", max_size=60), width=st.floats(20, 200))
def test_breaking_a_text_loses_no_letter_and_keeps_to_the_width(
    text: str, width: float
) -> None:
    broken = build_wrapped(text, width=width, size=12)
    assert squeeze(broken) == squeeze(text)
    assert find_text_width(broken, 12) <= width


@pytest.mark.parametrize("form", MARKS)
def test_the_colours_are_those_on_screen(form: str) -> None:
    drawn = draw_chart(build_chart(form)).to_plotly_json()
    # The template holds every colour there is.
    drawn["layout"].pop("template")
    screen = {colour for colour in COLOURS if colour in str(drawn)}
    svg = draw_picture(build_chart(form), file_format="svg", width=600, height=400)
    assert {colour for colour in COLOURS if colour in svg.decode()} == screen


@pytest.mark.parametrize(
    "marks",
    [
        Bars((), (), ()),
        Columns((), (), ()),
        Columns(("2024",), (None,), ("–",)),
        Line((), (), (), ()),
        Line(("2024",), (None,), ("–",), (None,), accent=0),
        OutlineMap((), (), (), (), (), ()),
    ],
)
def test_a_chart_of_nothing_still_says_its_words(marks: Marks) -> None:
    spec = build_chart("bars", marks=marks)
    written = squeeze("".join(find_texts(draw_print(spec, file_format="svg"))))
    assert squeeze(spec.title) in written
