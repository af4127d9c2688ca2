"""Names for received files: what the sender wrote, made harmless."""

import re
import unicodedata

# In bytes: file systems stop at 255.
LONGEST_STEM, LONGEST_ENDING = 180, 20
# Names that the import passes over, or that it reads as a list of example files.
PASSED_OVER = ("~$", ".", "thumbs.db", "desktop.ini", "exempeldata.json")


def build_safe_name(sent_name: str, taken: set[str]) -> str:
    """Build a file name that leads nowhere else and that the import does not pass over.

    Args:
        sent_name: As the browser gave it, which may be anything.
        taken: Names in the same folder, in lower case.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", sent_name))[-1]
    seen = "".join(
        letter for letter in last if unicodedata.category(letter)[0] != "C"
    ).strip()
    stem, dot, ending = seen.rpartition(".")
    name = _cut(stem, LONGEST_STEM) + dot + _cut(ending, LONGEST_ENDING)
    if not name or name.casefold().startswith(PASSED_OVER):
        name = f"file-{name.lstrip('.~$')}"
    n = 2
    free = name
    while free.casefold() in taken:
        free = f"{n}-{name}"
        n += 1
    return free


def _cut(text: str, n_bytes: int) -> str:
    return text.encode()[:n_bytes].decode(errors="ignore")
