"""Words for a load: whom files come from, what they are, what stands in the way."""

import re

from app.access import Principal
from app.components.escaping import show_in_markdown, show_text
from app.components.filters import find_place_names
from app.inbox import preview as found
from app.messages import N_, _

SENDERS = {
    "secretariat": N_("The secretariat"),
    "system_support": N_("The system support"),
    "adda": N_("Adda"),
    "other": N_("Somebody else"),
}
HAS_WORDS, ALL_REJECTED = "has_words", "all_rejected"
# Outcome of a file: words and the colour of its badge.
OUTCOMES = {
    found.READY: (N_("Ready"), "green"),
    HAS_WORDS: (N_("Has words to settle"), "orange"),
    ALL_REJECTED: (N_("Every row is rejected"), "red"),
    found.UNCHANGED: (N_("Received before, nothing new"), "gray"),
    found.NEEDS_ANSWERS: (N_("Needs your answer"), "orange"),
    found.NEEDS_CONFIRMATION: (N_("Needs your confirmation"), "orange"),
    found.REFUSED: (N_("Cannot be used"), "red"),
    found.UNRECOGNISED: (N_("Not recognised"), "orange"),
}
REASONS = {
    "headings": N_(
        "The headings are not as agreed: one is missing, blank or stands twice. Give "
        "each column the agreed heading, once."
    ),
    "unsafe_workbook": N_(
        "The workbook holds something that could do harm, or it is packed in a way "
        "that no spreadsheet does. Save it anew as XLSX without macros and links."
    ),
    "damaged_workbook": N_(
        "The workbook is damaged or locked. Open it, save it anew as XLSX without a "
        "password and hand it in again."
    ),
    "damaged_parquet": N_("The Parquet file is damaged. Export it again."),
    "damaged_text": N_(
        "Letters in the file are garbled since before it came here. Export it again "
        "from the system it comes from."
    ),
    "encoding": N_(
        "The file's letters cannot be read with certainty. Save it as CSV UTF-8."
    ),
    "cut_off": N_("The end of the file is missing. Export or copy it again."),
    "empty": N_("The file is empty. Export it again."),
    "row_count": N_("The file has no rows, or too few. Export it again."),
    "too_large": N_("The file is too large. Divide it into several."),
    "several_sheets": N_(
        "Several sheets of the workbook fit equally well. Keep the one that counts."
    ),
    "several_tables": N_(
        "The headings fit several kinds of file equally well. Give the file the name "
        "that such files have."
    ),
    "not_a_table": N_(
        "The file is not a table. Export it as CSV, XLSX or Parquet. If it came from "
        "a system, open it: it may hold an error message."
    ),
    "not_readable": N_("The file cannot be opened. Hand it in again."),
    "future_day": N_(
        "The file's name says a day that has not come yet. Mend the name."
    ),
    "example_changed": N_(
        "The file has the name of an example file but other contents. Give it a name "
        "of its own."
    ),
    "manifest": N_(
        "The file is not what its manifest says that was sent. Copy or export both "
        "again."
    ),
    "personal_answer": N_(
        "An answer holds a personal number or an e-mail address. Change the heading "
        "or the word in the file instead."
    ),
    "unfit_answer": N_("An answer does not fit the file any more. Answer anew."),
    "unrecognised": N_("Its headings are not those of any kind of file we know."),
}
OTHER_REASON = N_("The file cannot be read. Compare it with the example file.")
LINE = re.compile(r"\bline (\d+)")
HOW = {
    "agreed": N_("agreed"),
    "confirmed": N_("confirmed"),
    "suggested": N_("suggested, not confirmed"),
    "given": N_("given for all rows"),
    "ignored": N_("left out"),
    "unknown": N_("not known, left out"),
}
# Exit code of the command: what went wrong and what to do.
FAILURES = {
    2: N_("The answers do not fit the files. Answer anew."),
    3: N_("None of the files could be read in. Nothing has changed."),
    4: N_(
        "The new figures did not pass the checks, so nothing was published. The pages "
        "show what they showed before. Tell the one who looks after the system."
    ),
    5: N_(
        "Much of what the pages show would vanish, so nothing was published. Look for "
        "a file that is missing."
    ),
    6: N_("Another load is running. Wait until it is done, then try again."),
    7: N_(
        "The disk is full. The pages show what they showed before. Free some space "
        "and try again."
    ),
    9: N_(
        "The key that hides personal numbers is missing or another than before. Tell "
        "the one who looks after the system."
    ),
}
TOO_HEAVY = N_(
    "The work took too much time or memory and was stopped. The pages show what they "
    "showed before. Divide the largest file, or take out the one that may be damaged."
)
OTHER_FAILURE = N_(
    "Something unforeseen stopped the work. The pages show what they showed before. "
    "Try again; if it comes back, tell the one who looks after the system."
)
PUBLISH_REFUSED, BUSY = 5, 6


def find_sender_names(principal: Principal) -> dict[str, str]:
    """Find whom a file can come from: code to words, the regions last."""
    places = find_place_names(principal)
    regions = {code: name.strip() for code, name in places.items() if code.isdecimal()}
    return {code: _(words) for code, words in SENDERS.items()} | regions


def show_file_outcome(outcome: str) -> tuple[str, str]:
    """Say what a file is, and in which colour."""
    words, colour = OUTCOMES[outcome]
    return _(words), colour


def show_reason(reason_code: str | None, message: str) -> str:
    """Say why a file cannot be used, what to do and, if it is known, on which line."""
    told = _(REASONS.get(reason_code or "", OTHER_REASON))
    line = LINE.search(message)
    return f"{told} {_('See line %(n)s.', n=line.group(1))}" if line else told


def show_how(how: str) -> str:
    """Say how a heading got its meaning."""
    return _(HOW[how])


def show_failure(exit_code: int, *, is_stopped: bool = False) -> str:
    """Say why a command failed and what to do."""
    if is_stopped or exit_code < 0:
        return _(TOO_HEAVY)
    return _(FAILURES.get(exit_code, OTHER_FAILURE))


def show_format(found_format: str | None) -> str:
    """Say what form a file was found to have, for markdown.

    Args:
        found_format: Parts with commas between, such as "CSV, UTF-8, semicolon".
    """
    parts = (found_format or "").split(", ")
    return show_in_markdown(", ".join(_show_part(part) for part in parts if part))


def _show_part(part: str) -> str:
    for start, words in (
        ("headings on row ", N_("headings on row %(name)s")),
        ("table on ", N_("table on %(name)s")),
        ("sheet ", N_("sheet %(name)s")),
    ):
        if part.startswith(start):
            return _(words, name=show_text(part.removeprefix(start)))
    return _(part)
