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
UNKNOWN_WIDTH, BLANK = 700, 278
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
    # Counted in thousandths of the size, each letter once: texts may be long.
    most = width * 1000 / size / (BOLD if is_bold else 1)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, taken = "", 0
        for word in paragraph.split(" "):
            needed = sum(map(_find_width, word))
            if line and taken + BLANK + needed <= most:
                line, taken = f"{line} {word}", taken + BLANK + needed
                continue
            lines.append(line)
            *whole, line = _break_word(word, most) if needed > most else [word]
            lines += whole
            taken = sum(map(_find_width, line))
        lines.append(line)
    return "\n".join(line for line in lines if line)


def _break_word(word: str, most: float) -> list[str]:
    """Break between letters; a letter that is wider still stands alone."""
    parts, taken = [""], 0
    for letter in word:
        needed = _find_width(letter)
        if parts[-1] and taken + needed > most:
            parts.append("")
            taken = 0
        parts[-1] += letter
        taken += needed
    return parts


def _find_width(letter: str) -> int:
    known = WIDTHS.get(letter)
    if known is None:
        # Marks above a letter take no room of their own.
        plain = unicodedata.normalize("NFD", letter)[0]
        known = WIDTHS.get(plain, UNKNOWN_WIDTH)
    return known
