"""Open a presentation to write in: our own look, or a region's template.

template ─→ its slides taken out ─→ layouts found by type ─→ places by name ─→ boxes
"""

import io
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Emu

from app.messages import N_, _

OWN_LOOK = Path(__file__).parent / "office_look"
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
CONTENTS = (
    PP_PLACEHOLDER.OBJECT,
    PP_PLACEHOLDER.CHART,
    PP_PLACEHOLDER.TABLE,
    PP_PLACEHOLDER.BODY,
)
FOOTERS = (
    PP_PLACEHOLDER.DATE,
    PP_PLACEHOLDER.FOOTER,
    PP_PLACEHOLDER.SLIDE_NUMBER,
)
# Placeholders that a template may have, by name, in English or in its language.
NAMES = {
    "subtitle": N_("Subtitle"),
    "note": N_("Note"),
    "source": N_("Source"),
    "text": N_("Running text"),
}
# The kinds of layout, as the file format calls them, the best first.
COVERS = ("title",)
PAGES = ("obj", "tx", "chart", "tbl", "titleOnly", "cust")
TEMPLATE_TYPE = b"presentationml.template.main+xml"
DECK_TYPE = b"presentationml.presentation.main+xml"
CONTENT_TYPES = "[Content_Types].xml"
EDGE = 457200


@dataclass(frozen=True)
class Box:
    """A room on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int

    @property
    def points(self) -> tuple[float, float]:
        """Tell width and height in points."""
        return Emu(self.width).pt, Emu(self.height).pt

    def build_top(self, height: int) -> "Box":
        """Build the room at the top of this."""
        return Box(self.left, self.top, self.width, height)

    def build_bottom(self, height: int) -> "Box":
        """Build the room at the bottom of this."""
        return Box(self.left, self.top + self.height - height, self.width, height)

    def build_sides(self, share: float, gap: int) -> tuple["Box", "Box"]:
        """Build the two rooms beside each other, the left one with a share of all."""
        left = int((self.width - gap) * share)
        right = self.width - gap - left
        return (
            Box(self.left, self.top, left, self.height),
            Box(self.left + left + gap, self.top, right, self.height),
        )

    def build_less(self, *, top: int = 0, bottom: int = 0) -> "Box":
        """Build what is left of this without a strip."""
        height = self.height - top - bottom
        return Box(self.left, self.top + top, self.width, height)


def load_deck(template: bytes | None) -> Deck:
    """Open a template without its slides; none gives our own look."""
    deck = Presentation(io.BytesIO(_build_openable(template or load_own_look())))
    slides = deck.slides._sldIdLst
    for slide in list(slides):
        deck.part.drop_rel(slide.rId)
        slides.remove(slide)
    # Sections and shows of the template's own slides would point to nothing.
    for name in ("extLst", "custShowLst"):
        for element in deck.element.findall(qn(f"p:{name}")):
            deck.element.remove(element)
    _remove_traces(deck)
    return deck


@cache
def load_own_look() -> bytes:
    """Pack our own look: texts in a folder, so that a change of it can be read."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(OWN_LOOK.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(OWN_LOOK).as_posix())
    return content.getvalue()


def find_layout(deck: Deck, *, is_cover: bool = False, name: str = "") -> SlideLayout:
    """Find the layout for a cover or a page: by its name, its kind, or any that does.

    Returns:
        A layout with a title where the template has any.
    """
    layouts = [
        layout for master in deck.slide_masters for layout in master.slide_layouts
    ]
    named = [each for each in layouts if name and each.name == name]
    kinds = COVERS if is_cover else PAGES
    typed = [each for kind in kinds for each in layouts if _find_kind(each) == kind]
    titled = [each for each in layouts if find_place(each, TITLES)]
    fitting = [each for each in (*named, *typed) if each in titled]
    return next(iter((*fitting, *titled, *layouts)))


def find_place(holder: Any, kinds: tuple[Any, ...]) -> Any | None:
    """Find the largest placeholder of some kinds on a layout or slide."""
    fitting = [
        each
        for each in holder.placeholders
        if each.placeholder_format.type in kinds and not _is_named(each)
    ]
    return max(fitting, key=_find_size, default=None)


def find_named(holder: Any, code: str) -> Any | None:
    """Find a placeholder by the name that we ask templates to give it."""
    words = NAMES[code]
    wanted = {words.casefold(), _(words).casefold()}
    for each in holder.placeholders:
        is_ours = each.placeholder_format.type not in (*TITLES, *FOOTERS)
        if is_ours and each.name.casefold() in wanted:
            return each
    return None


def find_room(deck: Deck, layout: SlideLayout) -> Box:
    """Find where a page's content goes: its place, else what is under the title."""
    place = find_place(layout, CONTENTS)
    if place is not None:
        return Box(place.left, place.top, place.width, place.height)
    width, height = deck.slide_width or 0, deck.slide_height or 0
    title = find_place(layout, TITLES)
    top = title.top + title.height if title is not None else height // 5
    floor = min(
        (each.top for each in layout.placeholders if _is_footer(each)),
        default=height - EDGE,
    )
    return Box(EDGE, top, width - 2 * EDGE, max(floor - top, height // 3))


def _remove_traces(deck: Deck) -> None:
    """Leave out what still knows the template's slides and who wrote in them."""
    package = deck.part.package
    for holder, kinds in (
        (deck.part, ("/viewProps", "/commentAuthors")),
        (package, ("/thumbnail", "/custom-properties")),
    ):
        for name, relation in list(holder._rels.items()):
            if relation.reltype.endswith(kinds):
                holder.drop_rel(name)


def _find_size(place: Any) -> int:
    return place.width * place.height


def _find_kind(layout: SlideLayout) -> str:
    return layout.element.get("type", "cust")


def _is_named(place: Any) -> bool:
    return place.name.casefold() in {
        word.casefold() for words in NAMES.values() for word in (words, _(words))
    } and place.placeholder_format.type not in (*TITLES, *FOOTERS)


def _is_footer(place: Any) -> bool:
    return place.placeholder_format.type in FOOTERS


def _build_openable(content: bytes) -> bytes:
    """Say of a template (.potx) that it is a presentation: nothing else differs."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if TEMPLATE_TYPE not in archive.read(CONTENT_TYPES):
            return content
        parts = {item.filename: archive.read(item) for item in archive.infolist()}
    parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(TEMPLATE_TYPE, DECK_TYPE)
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return changed.getvalue()
