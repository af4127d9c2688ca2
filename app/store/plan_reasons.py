"""Reasons for changing a plan: a code, and words where the code says nothing."""

from app.store.plan_codes import OTHER, OVERRIDE_REASONS
from app.store.texts import read_note


def read_reason(
    reason_code: str | None, note: str | None, *, is_required: bool
) -> tuple[str | None, str | None]:
    """Return the reason as it is kept.

    Args:
        reason_code: One of the coded reasons.
        note: Free text, at most 2,000 characters; needed when the code is `other`.
        is_required: Whether the change needs a reason.

    Raises:
        ValueError: The reason is missing, unknown, or `other` without a note.
    """
    words = read_note(note)
    if reason_code is None and not is_required:
        return None, words
    if reason_code not in OVERRIDE_REASONS:
        known = ", ".join(OVERRIDE_REASONS)
        raise ValueError(f"the reason is {reason_code!r}; choose one of {known}")
    if reason_code == OTHER and words is None:
        raise ValueError("the reason `other` needs a note")
    return reason_code, words
