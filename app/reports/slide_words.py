"""Slides of words and numbers: cards in a row, paragraphs under them."""

from collections.abc import Iterator
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu, Pt

from app.charts.office_deck import Box
from app.charts.office_native import build_plain
from app.charts.office_words import (
    find_height,
    find_letter,
    write_fill,
    write_look,
    write_margins,
    write_words,
)
from app.charts.spec import NumberCard
from app.reports.report import Words
from app.theme import ACCENT, INK, MUTED, SURFACE

CARDS_IN_ROW = 5
CARD_HEIGHT, CARD_GAP, CARD_MARGIN = 96.0, 12.0, 10.0
LARGEST_NUMBER, SMALLEST_NUMBER = 30.0, 12.0
LABEL, LABEL_SMALL = 12.0, 8.0
WORDS, WORDS_SMALLEST = 18.0, 14.0
BETWEEN = 9.0
# Numbers that have a slide for themselves; their labels grow less.
ALONE_SCALE, LABEL_SCALE = 1.6, 1.25


def find_cards_height(n_cards: int) -> float:
    """Find how high rows of cards stand, in points."""
    return -(-n_cards // _find_n_in_row(n_cards)) * (CARD_HEIGHT + CARD_GAP)


def draw_cards(
    slide: Any, cards: tuple[NumberCard, ...], box: Box, *, scale: float = 1.0
) -> None:
    """Draw cards at the top of a room, in rows of about as many."""
    n_in_row = _find_n_in_row(len(cards))
    gap, height = int(Pt(CARD_GAP)), int(Pt(CARD_HEIGHT * scale))
    width = (box.width - gap * (n_in_row - 1)) // n_in_row
    for at, card in enumerate(cards):
        row, column = divmod(at, n_in_row)
        left = box.left + column * (width + gap)
        top = box.top + row * (height + gap)
        _draw_card(slide, card, Box(left, top, width, height), scale)


def find_pages(
    words: tuple[Words, ...], room: tuple[float, float], *, less: float
) -> Iterator[tuple[tuple[str, ...], float]]:
    """Split paragraphs over slides; the first has less room.

    Returns:
        Paragraphs and their size in points, for each slide.
    """
    width, height = room
    left = [paragraph for each in words for paragraph in each.paragraphs]
    free = height - less
    while left:
        size = find_letter(
            left,
            (width, free - BETWEEN * len(left)),
            largest=WORDS,
            smallest=WORDS_SMALLEST,
        )
        taken, n_taken = 0.0, 0
        for paragraph in left:
            taken += find_height((paragraph,), width, size) + BETWEEN
            if n_taken and taken > free:
                break
            n_taken += 1
        yield tuple(left[:n_taken]), size
        left, free = left[n_taken:], height


def _find_n_in_row(n_cards: int) -> int:
    n_rows = -(-n_cards // CARDS_IN_ROW) or 1
    return -(-n_cards // n_rows) or 1


def _draw_card(slide: Any, card: NumberCard, box: Box, scale: float) -> None:
    shape = slide.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, box.left, box.top, box.width, box.height
    )
    shape.name = build_plain(card.label)
    shape.shadow.inherit = False
    write_fill(shape.fill, SURFACE)
    shape.line.fill.background()
    frame = shape.text_frame
    write_margins(frame, CARD_MARGIN)
    frame.vertical_anchor = MSO_ANCHOR.TOP
    width = Emu(box.width).pt - 2 * CARD_MARGIN
    number = find_letter(
        (card.number,),
        (width, LARGEST_NUMBER * scale * 1.3),
        largest=LARGEST_NUMBER * scale,
        smallest=SMALLEST_NUMBER,
        is_bold=True,
    )
    small = find_letter(
        (card.label, card.note),
        (width, CARD_HEIGHT * scale - number * 1.3 - CARD_MARGIN),
        largest=LABEL * min(scale, LABEL_SCALE),
        smallest=LABEL_SMALL,
    )
    note = (card.note,) if card.note else ()
    write_words(frame, (card.label, card.number, *note))
    looks = ((small, MUTED, False), (number, ACCENT, True), (small, INK, False))
    for paragraph, (size, colour, is_bold) in zip(
        frame.paragraphs, looks, strict=False
    ):
        for run in paragraph.runs:
            write_look(run.font, size=size, colour=colour, is_bold=is_bold)
