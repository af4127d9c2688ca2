"""Why the store did not take what was written, and what to do about it."""

import streamlit as st

from app.errors import PlanIsLocked, StoreBusy, StoreFull
from app.messages import N_, _

BUSY = N_(
    "Somebody else was writing for more than ten seconds, so nothing was saved. What "
    "you wrote is still here. Wait a moment and save again."
)
FULL = N_(
    "Nothing was saved: the disk is full or cannot be written. What you wrote is still "
    "here. Tell the one who looks after the system, and save again."
)
LOCKED = N_(
    "Nothing was saved: the plan is decided, so its rows are locked. What you wrote is "
    "still here. Undo the decision first, or write it as a comment."
)


def build_store_refusal(reason: StoreBusy | StoreFull | PlanIsLocked) -> str:
    """Say why nothing was saved and what to do."""
    if isinstance(reason, StoreBusy):
        return _(BUSY)
    return _(FULL) if isinstance(reason, StoreFull) else _(LOCKED)


def show_store_refusal(reason: StoreBusy | StoreFull | PlanIsLocked) -> None:
    """Show why nothing was saved."""
    st.error(build_store_refusal(reason), icon=":material/error:")
