"""Text from data, made harmless: it is never markdown, HTML or a way to write."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from app.clean_text import LONGEST, show_text

WORD_JOINER = "\u2060"
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


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
