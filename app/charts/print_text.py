"""How wide a text becomes in print, and where it is broken, so that nothing is cut."""

import re
import unicodedata
from functools import lru_cache

# The first comes with the renderer, so that a picture is the same on every machine; the
# second has the same widths, for whoever opens an SVG where the first is not installed.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
LINE = 1.22
BOLD = 1.09
# Thousandths of the size, by the letters that are so wide.
LETTERS_BY_WIDTH = {
    200: "'\u2009",
    222: "ijl\u2018\u2019",
    278: " !,./:;I[\\]ft\u00b7\u00a0|",
    333: "()-`r\u201c\u201d{}",
    389: '"*',
    400: "\u00b0^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu\u2013\u00a7\u2265\u2264\u00b1",
    584: "+<=>~\u00d7\u2212",
    611: "FTZ\u00f8",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm\u00bd",
    889: "%\u00e6",
    944: "W",
    1000: "\u2014\u2026@",
}
WIDTHS = {
    letter: width for width, letters in LETTERS_BY_WIDTH.items() for letter in letters
}
UNKNOWN_WIDTH = 700
# What XML cannot hold: the renderer does not refuse it but ends the whole process.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def build_plain(text: str) -> str:
    """Leave out characters that no picture can hold."""
    return UNWRITABLE.sub("", text)


def find_text_width(text: str, size: float, *, is_bold: bool = False) -> float:
    """Find how many pixels the longest line of a text takes at a size in pixels."""
    lines = text.split("\n")
    longest = max(sum(map(_find_width, line)) for line in lines)
    return longest * size / 1000 * (BOLD if is_bold else 1)


def find_widest(texts: tuple[str, ...], size: float) -> float:
    """Find how many pixels the widest of some texts takes."""
    return max((find_text_width(text, size) for text in texts), default=0)


def find_n_lines(text: str) -> int:
    """Count the lines of a text that has been broken."""
    return text.count("\n") + 1


@lru_cache(maxsize=4096)
def build_wrapped(
    text: str, *, width: float, size: float, is_bold: bool = False
) -> str:
    """Break a text into lines of at most a width, a word that is wider too."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if find_text_width(longer, size, is_bold=is_bold) <= width:
                line = longer
                continue
            *whole, rest = _break_word(word, width=width, size=size, is_bold=is_bold)
            lines += [line, *whole]
            line = rest
        lines.append(line)
    return "\n".join(line for line in lines if line)


def _break_word(word: str, *, width: float, size: float, is_bold: bool) -> list[str]:
    parts = [""]
    for letter in word:
        if find_text_width(parts[-1] + letter, size, is_bold=is_bold) > width:
            parts.append("")
        parts[-1] += letter
    return [part for part in parts if part] or [""]


def _find_width(letter: str) -> int:
    known = WIDTHS.get(letter)
    if known is None:
        # Marks above a letter take no room of their own.
        plain = unicodedata.normalize("NFD", letter)[0]
        known = WIDTHS.get(plain, UNKNOWN_WIDTH)
    return known
