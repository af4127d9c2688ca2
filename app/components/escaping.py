"""Text from data, made harmless: it is never markdown, HTML or a way to write."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

LONGEST = 200
ELLIPSIS = "\u2026"
WORD_JOINER = "\u2060"
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_SPACE = re.compile(r"\s+")
# Between a number and its unit: a line is never broken there.
HARD_SPACE = "\u00a0"
# Control, format (direction overrides, zero widths), surrogates and private letters.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


# The same few thousand names and figures are shown over and over, to every reader.
@lru_cache(maxsize=20_000)
def show_text(text: str | None, *, longest: int = LONGEST) -> str:
    """Clean a text for places that show it as it is, such as table cells.

    Args:
        text: Anything that came with the data.
        longest: Letters to keep; the rest becomes an ellipsis.
    """
    if text is None:
        return "\u2013"
    spaced = _SPACE.sub(_find_space, text[: longest * 10])
    seen = "".join(
        letter for letter in spaced if unicodedata.category(letter) not in _UNSEEN
    ).strip()
    return seen if len(seen) <= longest else seen[: longest - 1] + ELLIPSIS


@lru_cache(maxsize=20_000)
def show_in_markdown(text: str | None, *, longest: int = LONGEST) -> str:
    """Clean and escape a text for st.write, labels, metrics, alerts and captions."""
    escaped = _PUNCTUATION.sub(r"\\\1", show_text(text, longest=longest))
    # Addresses would become links even when every sign is escaped.
    unlinked = escaped.replace("\\:\\/\\/", f"\\:{WORD_JOINER}\\/\\/")
    unlinked = re.sub(r"(?i)(ww)(w\\\.)", rf"\1{WORD_JOINER}\2", unlinked)
    return unlinked.replace("\\@", f"{WORD_JOINER}\\@")


def show_in_chart(text: str | None, *, longest: int = 60) -> str:
    """Clean and escape a text for plotly, which reads a few HTML tags."""
    cleaned = show_text(text, longest=longest)
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        cleaned = cleaned.replace(sign, entity)
    return cleaned


def build_distinct(labels: Mapping[str, str]) -> dict[str, str]:
    """Give labels that are alike an unseen difference, in a choice between codes.

    The browser answers with the label: two plans of one name would be mixed up.
    """
    seen: Counter[str] = Counter()
    distinct = {}
    for code, label in labels.items():
        distinct[code] = label + WORD_JOINER * seen[label]
        seen[label] += 1
    return distinct


def _find_space(found: re.Match[str]) -> str:
    return HARD_SPACE if found[0] == HARD_SPACE else " "
