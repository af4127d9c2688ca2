"""Write a report as slides with native charts: our own look, or a region's template.

Report ─→ cover ─→ for each section: words and numbers ─ charts ─ tables ─→ PPTX
"""

import io
from contextvars import copy_context
from itertools import takewhile
from typing import Any

from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from app.charts.office_deck import find_layout, load_deck
from app.charts.office_facts import write_facts
from app.charts.office_page import (
    Page,
    build_source,
    write_alt,
    write_order,
    write_page,
)
from app.charts.office_slide import (
    check_fits_beside,
    write_chart_slide,
    write_paragraphs,
)
from app.charts.office_table import write_table
from app.charts.spec import ChartSpec, Footer
from app.messages import _, load_language
from app.reports.column_fit import LINE, PADDING
from app.reports.report import Block, Listing, Numbers, Report, Section, Words
from app.reports.slide_tables import build_slide_tables
from app.reports.slide_words import (
    ALONE_SCALE,
    draw_cards,
    find_cards_height,
    find_pages,
)


def build_pptx(report: Report, *, template: bytes | None = None) -> bytes:
    """Write a report as a presentation.

    Args:
        report: What it says, in its own language.
        template: A region's own presentation, already checked; none for our own look.

    Returns:
        A PPTX file: a cover, then slides in the order of the report. Every slide has a
        title, and source and terms at its foot.
    """
    # A language is chosen for a while, whatever that of the caller is.
    return copy_context().run(_write, report, template)


def _write(report: Report, template: bytes | None) -> bytes:
    load_language(report.language_code)
    deck = load_deck(template)
    _write_cover(deck, report)
    for section in report.sections:
        _write_section(deck, section, report.footer)
    for slide in deck.slides:
        write_order(slide)
    write_facts(deck.core_properties, report.title, report.footer)
    content = io.BytesIO()
    deck.save(content)
    return content.getvalue()


def _write_cover(deck: Deck, report: Report) -> None:
    layout = find_layout(deck, is_cover=True, name="Title")
    page = Page(report.title, report.subtitle, source=build_source(report.footer))
    write_page(deck, layout, page)


def _write_section(deck: Deck, section: Section, footer: Footer) -> None:
    left = list(section.blocks)
    while left:
        block = left.pop(0)
        if isinstance(block, ChartSpec):
            beside = _find_beside(deck, left)
            del left[: bool(beside)]
            write_chart_slide(deck, block, heading=section.heading, beside=beside)
        elif isinstance(block, Listing):
            _write_listing(deck, block, section.heading)
        else:
            said = [block, *takewhile(_check_is_said, left)]
            del left[: len(said) - 1]
            _write_said(deck, section.heading, tuple(said), footer)


def _find_beside(deck: Deck, following: list[Block]) -> tuple[str, ...]:
    """Find the words that follow a chart, if there is room for them beside it."""
    said = list(takewhile(_check_is_said, following))
    if len(said) != 1 or not isinstance(said[0], Words):
        return ()
    paragraphs = said[0].paragraphs
    return paragraphs if check_fits_beside(deck, paragraphs) else ()


def _check_is_said(block: Block) -> bool:
    return isinstance(block, Words | Numbers)


def _write_said(
    deck: Deck, heading: str, blocks: tuple[Any, ...], footer: Footer
) -> None:
    """Write numbers as cards and words under them, on as many slides as needed."""
    cards = tuple(
        card for block in blocks if isinstance(block, Numbers) for card in block.cards
    )
    words = tuple(block for block in blocks if isinstance(block, Words))
    layout = find_layout(deck, name="Text")
    page = Page(heading, source=build_source(footer))
    slide, room = write_page(deck, layout, page)
    less = find_cards_height(len(cards))
    draw_cards(slide, cards, room, scale=1.0 if words else ALONE_SCALE)
    for at, (paragraphs, size) in enumerate(find_pages(words, room.points, less=less)):
        if at:
            slide, room = write_page(deck, layout, _build_further(page))
            less = 0.0
        write_paragraphs(slide, room.build_less(top=int(Pt(less))), paragraphs, size)


def _write_listing(deck: Deck, listing: Listing, heading: str) -> None:
    """Write a table on as many slides as it needs, its headings on each."""
    layout = find_layout(deck, name="Chart")
    page = Page(
        listing.title, heading, note=listing.note, source=build_source(listing.footer)
    )
    slide, room = write_page(deck, layout, page)
    for at, cells in enumerate(build_slide_tables(listing.table, room.points)):
        if at:
            slide, room = write_page(deck, layout, _build_further(page))
        frame = write_table(
            slide, room, cells, row_height=cells.letter * LINE + PADDING
        )
        write_alt(frame, name=listing.name, text=listing.title)


def _build_further(page: Page) -> Page:
    return Page(
        _("%(title)s (continued)", title=page.title),
        page.subtitle,
        page.note,
        page.source,
    )
