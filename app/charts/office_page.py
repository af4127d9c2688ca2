"""A page of a presentation: title, what is measured, note, source, number; then room.

Words go to the template's places of those names, else into boxes of their own around
the content's room.
"""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideLayout
from pptx.util import Emu, Pt

from app.charts.office_deck import (
    FOOTERS,
    TITLES,
    Box,
    find_named,
    find_place,
    find_room,
)
from app.charts.office_native import build_plain
from app.charts.office_words import (
    find_height,
    find_letter,
    write_margins,
    write_words,
)
from app.charts.source_line import build_source_line, build_terms
from app.charts.spec import ChartSpec, Footer
from app.messages import language
from app.theme import MUTED

LARGEST_TITLE, SMALLEST_TITLE = 40.0, 16.0
SIZES = {"subtitle": 14.0, "note": 11.0, "source": 10.0}
SMALLEST = 8.0
LONGEST_SUBTITLE = 110
BETWEEN = 91440
NUMBER_WIDTH, NUMBER_HEIGHT = 640080, 274320
CODES = {"sv": "sv-SE", "en": "en-GB"}


@dataclass(frozen=True)
class Page:
    """The words around a page's content; empty ones are left out."""

    title: str
    subtitle: str = ""
    note: str = ""
    source: tuple[str, ...] = ()


def build_page(spec: ChartSpec, heading: str = "") -> Page:
    """Build the words around a chart; the heading of its section stands before."""
    both = f"{heading} \u00b7 {spec.subtitle}" if heading else spec.subtitle
    has_new = heading not in f"{spec.title} {spec.subtitle}"
    subtitle = both if has_new and len(both) <= LONGEST_SUBTITLE else spec.subtitle
    return Page(spec.title, subtitle, spec.note, build_source(spec.footer))


def build_source(footer: Footer) -> tuple[str, ...]:
    """Build the lines that every page ends with: the source and the terms."""
    return (build_source_line(footer), build_terms(footer))


def write_page(deck: Deck, layout: SlideLayout, page: Page) -> tuple[Slide, Box]:
    """Write a new last page and tell how much room there is for its content."""
    slide = deck.slides.add_slide(layout)
    room = find_room(deck, layout)
    _write_title(slide, layout, page.title)
    kept = [_find_on_slide(slide, find_place(layout, TITLES))]
    for code, paragraphs in (
        ("subtitle", (page.subtitle,) if page.subtitle else ()),
        ("source", page.source),
        ("note", (page.note,) if page.note else ()),
    ):
        place = _find_on_slide(slide, _find_words_place(layout, code))
        if not paragraphs:
            continue
        if place is None:
            room = _write_box(slide, room, code, paragraphs)
        else:
            box = (Emu(place.width).pt, Emu(place.height).pt)
            size = SIZES[code]
            fitting = find_letter(paragraphs, box, largest=size, smallest=SMALLEST)
            write_words(
                place.text_frame, paragraphs, size=fitting if fitting < size else None
            )
            place.name = code.capitalize()
            kept.append(place)
    _remove_empty(slide, kept)
    _write_number(deck, slide, layout)
    return slide, room


def write_order(slide: Slide) -> None:
    """Let what a listener hears come in order: content first, then note and source."""
    tree = slide.shapes._spTree
    named = {shape.name: shape._element for shape in slide.shapes}
    last = [named[name] for name in ("Note", "Source") if name in named]
    for element in (*last, *tree.xpath('./p:sp[.//p:ph[@type="sldNum"]]')):
        tree.append(element)


def _find_words_place(layout: SlideLayout, code: str) -> Any | None:
    """Find a place by its name; a cover has one for what stands under its title."""
    named = find_named(layout, code)
    if named is None and code == "subtitle":
        return find_place(layout, (PP_PLACEHOLDER.SUBTITLE,))
    return named


def write_alt(shape: Any, *, name: str, text: str) -> None:
    """Say what a graphic shows, for those who listen."""
    for element in shape._element.iter(qn("p:cNvPr")):
        element.set("name", build_plain(name))
        element.set("descr", build_plain(text))
        return


def _find_on_slide(slide: Slide, place: Any | None) -> Any | None:
    """Find a layout's placeholder on a slide, where it has another name."""
    if place is None:
        return None
    number = place.placeholder_format.idx
    for each in slide.placeholders:
        if each.placeholder_format.idx == number:
            return each
    return None


def _write_title(slide: Slide, layout: SlideLayout, text: str) -> None:
    """Write the title in its place, smaller only when it would not fit."""
    place = slide.shapes.title
    if place is None:
        return
    largest = _find_size(layout)
    box = (Emu(place.width).pt - 4, Emu(place.height).pt)
    size = find_letter(
        (text,), box, largest=largest, smallest=SMALLEST_TITLE, is_bold=True
    )
    write_words(place.text_frame, (text,), size=size if size < largest else None)


def _find_size(layout: SlideLayout) -> float:
    """Find the size that a layout or its master gives titles."""
    place = find_place(layout, TITLES)
    sources = [] if place is None else [place._element]
    styles = layout.slide_master.element.find(f".//{qn('p:titleStyle')}")
    for source in (*sources, *([] if styles is None else [styles])):
        look = source.find(f".//{qn('a:lvl1pPr')}/{qn('a:defRPr')}")
        if look is not None and look.get("sz"):
            return int(look.get("sz")) / 100
    return LARGEST_TITLE


def _write_box(slide: Any, room: Box, code: str, paragraphs: tuple[str, ...]) -> Box:
    """Write words at an edge of the room and give back what is left of it."""
    size = SIZES[code]
    height = int(Pt(find_height(paragraphs, Emu(room.width).pt, size) + 2))
    is_top = code == "subtitle"
    box = room.build_top(height) if is_top else room.build_bottom(height)
    shape = slide.shapes.add_textbox(box.left, box.top, box.width, box.height)
    shape.name = code.capitalize()
    write_margins(shape.text_frame)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP if is_top else MSO_ANCHOR.BOTTOM
    write_words(shape.text_frame, paragraphs, size=size, colour=MUTED)
    taken = height + BETWEEN
    return room.build_less(top=taken) if is_top else room.build_less(bottom=taken)


def _remove_empty(slide: Slide, kept: list[Any | None]) -> None:
    """Take out placeholders that nothing was written in: they would ask for text."""
    elements = [each._element for each in kept if each is not None]
    for place in list(slide.placeholders):
        if place._element not in elements:
            place._element.getparent().remove(place._element)


def _write_number(deck: Deck, slide: Any, layout: SlideLayout) -> None:
    """Write the slide's number where the template has it, else in the corner."""
    number = [
        each
        for each in (*layout.placeholders, *layout.slide_master.placeholders)
        if each.placeholder_format.type == FOOTERS[2]
    ]
    if number:
        slide.shapes._spTree.append(deepcopy(number[0]._element))
        return
    shape = slide.shapes.add_textbox(
        (deck.slide_width or 0) - NUMBER_WIDTH - BETWEEN,
        (deck.slide_height or 0) - NUMBER_HEIGHT - BETWEEN,
        NUMBER_WIDTH,
        NUMBER_HEIGHT,
    )
    shape.name = "Slide number"
    paragraph = shape.text_frame.paragraphs[0]._p
    paragraph.append(_build_field())


def _build_field() -> Any:
    return parse_xml(
        f'<a:fld {nsdecls("a")} id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" '
        f'type="slidenum"><a:rPr lang="{CODES[language()]}" sz="1000"/>'
        f"<a:t>1</a:t></a:fld>"
    )
