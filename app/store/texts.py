"""What people write, as it is kept: plain text, never too long, never with NUL."""

from app.store.plan_codes import FIRST_PLAN_YEAR, LAST_PLAN_YEAR

LONGEST_NOTE = 2000
LONGEST_NAME = 120


def read_text(text: str, *, longest: int = LONGEST_NOTE) -> str:
    """Return the text to keep; only blanks around it and NUL are taken away.

    Raises:
        ValueError: Nothing is left, or more than fits.
    """
    written = text.replace("\x00", "").strip()
    if not 1 <= len(written) <= longest:
        raise ValueError(f"a text has 1 to {longest} characters")
    return written


def read_note(note: str | None, *, longest: int = LONGEST_NOTE) -> str | None:
    """Return the note to keep, or None when nothing was written.

    Raises:
        ValueError: It is too long.
    """
    written = (note or "").replace("\x00", "").strip()
    if len(written) > longest:
        raise ValueError(f"a note has at most {longest} characters")
    return written or None


def read_plan_year(year: int) -> int:
    """Return a year that somebody may plan for.

    Raises:
        ValueError: It is far from our time.
    """
    if not FIRST_PLAN_YEAR <= year <= LAST_PLAN_YEAR:
        raise ValueError(
            f"the plan's year is {year}; it lies between {FIRST_PLAN_YEAR} and "
            f"{LAST_PLAN_YEAR}"
        )
    return year
