"""Why a template of one's own is refused, in words."""

from app.messages import N_, _

REFUSALS = {
    "too_large": N_("The file is too large, or would be when unpacked."),
    "locked": N_("The file is locked with a password, or of a kind from before 2007."),
    "broken": N_("The file is broken or not made as an office program makes it."),
    "wrong_kind": N_("The file is not of this kind: PPTX or DOCX is asked for."),
    "has_macros": N_("The file holds macros. Save it without them."),
    "has_programs": N_("The file holds embedded objects. Take them out and save it."),
    "has_links": N_("The file fetches something from outside. Embed it and save."),
    "no_layout": N_("The presentation has no layout with a title."),
}


def build_refusal(reason_code: str) -> str:
    """Say in the reader's language why a template was refused."""
    words = REFUSALS[reason_code]
    return _(words)
