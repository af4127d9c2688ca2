"""Words on slides: how large they can be, and what language they are in."""

from collections.abc import Iterable
from math import ceil
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.text.text import TextFrame
from pptx.util import Pt

from app.charts.office_native import build_plain
from app.messages import language
from app.theme import ACCENT, INK, MUTED, SURFACE, WHITE

LANGUAGES = {
    "sv": MSO_LANGUAGE_ID.SWEDISH,
    "en": MSO_LANGUAGE_ID.ENGLISH_UK,
}
THEME = {
    INK: MSO_THEME_COLOR.TEXT_1,
    WHITE: MSO_THEME_COLOR.BACKGROUND_1,
    MUTED: MSO_THEME_COLOR.TEXT_2,
    ACCENT: MSO_THEME_COLOR.ACCENT_1,
    SURFACE: MSO_THEME_COLOR.BACKGROUND_2,
}
# A letter's width and a line's height as parts of the size.
LETTER, BOLD_LETTER, LINE = 0.52, 0.58, 1.2
STEP = 0.5


def find_letter(
    paragraphs: Iterable[str],
    room: tuple[float, float],
    *,
    largest: float,
    smallest: float,
    is_bold: bool = False,
) -> float:
    """Find the largest size in points at which words fit a room given in points."""
    texts = tuple(paragraphs)
    size = largest
    while size > smallest and find_height(texts, room[0], size, is_bold) > room[1]:
        size -= STEP
    return size


def find_height(
    paragraphs: Iterable[str], width: float, size: float, is_bold: bool = False
) -> float:
    """Find how high words stand at a size in a width, all in points."""
    letter = size * (BOLD_LETTER if is_bold else LETTER)
    per_line = max(int(width / letter), 1)
    lines = sum(
        max(ceil(len(line) / per_line), 1)
        for text in paragraphs
        for line in text.split("\n")
    )
    return lines * size * LINE


def write_words(
    frame: TextFrame,
    paragraphs: Iterable[str],
    *,
    size: float | None = None,
    colour: str | None = None,
    is_bold: bool | None = None,
    is_centred: bool = False,
    is_fixed: bool = False,
) -> None:
    """Write paragraphs in place of what stands there; None leaves a look as it is."""
    frame.text = ""
    for at, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        if is_centred:
            paragraph.alignment = PP_ALIGN.CENTER
        run = paragraph.add_run()
        run.text = build_plain(text)
        write_look(run.font, size=size, colour=None, is_bold=is_bold)
        if colour is not None:
            write_colour(run.font.color, colour, is_fixed=is_fixed)


def write_look(
    font: Any, *, size: float | None, colour: str | None, is_bold: bool | None
) -> None:
    """Give a run its size, colour, weight and language."""
    font.language_id = LANGUAGES[language()]
    if size is not None:
        font.size = Pt(size)
    if is_bold is not None:
        font.bold = is_bold
    if colour is not None:
        write_colour(font.color, colour)


def write_colour(target: Any, colour: str, *, is_fixed: bool = False) -> None:
    """Set a colour of the template's theme where ours stands for one.

    A fixed one is ours in every theme, as the steps of maps and what is written on
    them.
    """
    if colour in THEME and not is_fixed:
        target.theme_color = THEME[colour]
    else:
        target.rgb = RGBColor.from_string(colour.removeprefix("#"))


def write_fill(fill: Any, colour: str, *, is_fixed: bool = False) -> None:
    """Fill with a colour, or with none when it is empty."""
    if not colour:
        fill.background()
        return
    fill.solid()
    write_colour(fill.fore_color, colour, is_fixed=is_fixed)


def write_margins(frame: TextFrame, points: float = 0) -> None:
    """Set words in the middle of their room, with a margin, broken into lines."""
    frame.margin_left = frame.margin_right = Pt(points)
    frame.margin_top = frame.margin_bottom = Pt(points / 2)
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
