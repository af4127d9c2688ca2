"""Text from data, cleaned of what cannot be seen, for every medium."""

import re
import unicodedata
from functools import lru_cache

LONGEST = 200
ELLIPSIS = "\u2026"
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


def _find_space(found: re.Match[str]) -> str:
    return HARD_SPACE if found[0] == HARD_SPACE else " "
