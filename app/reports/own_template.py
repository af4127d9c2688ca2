"""Check a region's own template: what of it is used, and what it lacks.

upload ─check_archive→ safe to open ─open→ layouts, places, styles, theme ─→ messages
"""

from dataclasses import dataclass
from typing import Any

from docx.opc.exceptions import PackageNotFoundError as NoPaper
from lxml.etree import LxmlError  # ty: ignore[import-not-found] - compiled
from pptx.exc import PackageNotFoundError as NoDeck
from pptx.exc import PythonPptxError

from app.charts.office_deck import (
    CONTENTS,
    FOOTERS,
    NAMES,
    TITLES,
    find_layout,
    find_named,
    find_place,
    load_deck,
)
from app.errors import TemplateRefused
from app.formatting import show_number
from app.messages import _, language, ngettext
from app.reports.docx_look import LOOKS, SMALL, find_style, load_paper
from app.reports.docx_marks import find_mark, show_mark
from app.reports.template_archive import check_archive
from app.reports.template_refusals import build_refusal as build_refusal
from app.reports.template_theme import Theme, find_contrast, read_theme

KINDS = ("pptx", "docx")
# What opening a file that is not what it says can end in.
BROKEN = (
    *(NoDeck, NoPaper, PythonPptxError, LxmlError, SyntaxError),
    *(KeyError, ValueError, AttributeError, TypeError, IndexError),
)
LEAST_CONTRAST = 3.0
PLACES = ("subtitle", "note", "source")


@dataclass(frozen=True)
class TemplateCheck:
    """What a template has and lacks, as messages in the reader's language."""

    kind: str
    found: tuple[str, ...]
    missing: tuple[str, ...]


def check_template(content: bytes, kind: str) -> TemplateCheck:
    """Check that a template is safe and can be used, and tell what of it is.

    Args:
        content: The uploaded file.
        kind: pptx or docx; templates (.potx, .dotx) are taken as well.

    Raises:
        TemplateRefused: It cannot be used; `build_refusal` says why in words.
    """
    if kind not in KINDS:
        raise TemplateRefused("wrong_kind")
    check_archive(content, kind)
    try:
        return _check_deck(content) if kind == "pptx" else _check_paper(content)
    except BROKEN as error:
        raise TemplateRefused("broken") from error


def _check_deck(content: bytes) -> TemplateCheck:
    deck = load_deck(content)
    cover, page = find_layout(deck, is_cover=True), find_layout(deck)
    if find_place(page, TITLES) is None:
        raise TemplateRefused("no_layout")
    named = {code: find_named(page, code) is not None for code in PLACES}
    n_layouts = sum(len(master.slide_layouts) for master in deck.slide_masters)
    theme = _find_theme(deck.slide_masters[0].part)
    found = [
        ngettext("%(n)s layout", "%(n)s layouts", n_layouts),
        _("Cover: the layout %(name)s", name=cover.name),
        _("Pages: the layout %(name)s", name=page.name),
        *(_show_place(code) for code in PLACES if named[code]),
    ]
    missing = [
        *([] if find_place(page, CONTENTS) else [_say_no_content(page.name)]),
        *(_say_no_place(code, page.name) for code in PLACES if not named[code]),
        *([] if _check_has_number(page) else [_say_no_number()]),
    ]
    return TemplateCheck("pptx", *_add_theme(found, missing, theme))


def _check_paper(content: bytes) -> TemplateCheck:
    paper = load_paper(content, language(), has_styles=False)
    lacking = [name for name in (*LOOKS, *SMALL) if find_style(paper, name) is None]
    mark = find_mark(paper, "report")
    styles = [name for name in LOOKS if name not in lacking]
    found = [
        _("Styles: %(names)s", names=", ".join(styles)),
        *(
            [_("The report goes where %(mark)s stands", mark=show_mark("report"))]
            if mark is not None
            else []
        ),
    ]
    missing = [
        *(
            _("No style called %(name)s: ours is used", name=name)
            for name in (_(each) if each in SMALL else each for each in lacking)
        ),
        *([] if mark is not None else [_say_no_mark()]),
    ]
    theme = _find_theme(paper.part)
    return TemplateCheck("docx", *_add_theme(found, missing, theme))


def _find_theme(part: Any) -> Theme:
    for relation in part.rels.values():
        if relation.reltype.endswith("/theme"):
            return read_theme(relation.target_part.blob)
    return Theme({}, "", "")


def _add_theme(
    found: list[str], missing: list[str], theme: Theme
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    fonts = [font for font in (theme.heading_font, theme.text_font) if font]
    if fonts:
        found.append(_("Fonts: %(names)s", names=", ".join(dict.fromkeys(fonts))))
    if theme.accents:
        found.append(_("Colours: %(names)s", names=", ".join(theme.accents)))
    else:
        missing.append(_("No theme with colours: charts keep the file's own"))
    ground = theme.colours.get("lt1", "#FFFFFF")
    for at, colour in enumerate(theme.accents[:2], 1):
        contrast = find_contrast(colour, ground)
        if contrast < LEAST_CONTRAST:
            missing.append(_say_faint(at, colour, contrast))
    return tuple(found), tuple(missing)


def _check_has_number(layout: Any) -> bool:
    places = (*layout.placeholders, *layout.slide_master.placeholders)
    return any(each.placeholder_format.type == FOOTERS[2] for each in places)


def _show_place(code: str) -> str:
    words = NAMES[code]
    return _("Place found: %(name)s", name=_(words))


def _say_no_place(code: str, layout: str) -> str:
    words = NAMES[code]
    return _(
        "The layout %(layout)s has no placeholder called %(name)s: a box is added",
        layout=layout,
        name=_(words),
    )


def _say_no_content(layout: str) -> str:
    return _(
        "The layout %(layout)s has no place for content: the room under the title is "
        "used",
        layout=layout,
    )


def _say_no_number() -> str:
    return _("No slide number in the master: one is added in the corner")


def _say_faint(at: int, colour: str, contrast: float) -> str:
    return _(
        "Accent colour %(at)s (%(colour)s) is hard to see on the background: "
        "contrast %(contrast)s, at least 3 is asked for",
        at=str(at),
        colour=colour,
        contrast=show_number(contrast, decimals=1),
    )


def _say_no_mark() -> str:
    return _(
        "No paragraph with %(mark)s: the template's own text is taken out",
        mark=show_mark("report"),
    )
