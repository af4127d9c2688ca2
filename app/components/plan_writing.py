"""Write a change of a plan from a form, and keep in the form what was not saved.

    form ─callback→ write_change ─→ store
                         └ refused: the text stays where it is, with why

The callback of a form gets the version that the reader saw, since it was bound when
the form was drawn. Keys of texts hold no random part: after a restart of the server
the browser still has what was typed under the same key.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from app.access import EVERY_ROLE, Principal, require
from app.components.plan_refusals import build_store_refusal
from app.errors import (
    AccessDenied,
    ChangedByOther,
    PlanIsLocked,
    StoreBusy,
    StoreFull,
    UndoRefused,
)
from app.messages import N_, _

DENIED = N_("You may not change this, or your log-in is too old. Nothing was saved.")
NOT_UNDONE = {
    "is_not_newest": N_(
        "Something has happened to the same row since, so this cannot be undone. Undo "
        "the newer change first."
    ),
    "is_not_undoable": N_("This cannot be undone. Take the row out for a reason."),
}
Write = Callable[[str, Principal], object]


@dataclass(frozen=True)
class Outcome:
    """How the last press of a form's button ended."""

    is_saved: bool = False
    refusal: str = ""
    conflict: ChangedByOther | None = None


def write_change(
    key: str, write: Write, *, cleared: Mapping[str, Any] | None = None
) -> Outcome:
    """Run one write in a form's callback and remember how it ended.

    Args:
        key: The form's key.
        write: Takes the form's event id and who writes.
        cleared: What the form's widgets hold again once it is saved, by their keys.
    """
    outcome = _run(key, write)
    if outcome.is_saved:
        # The next press is another change.
        st.session_state.pop(_name_event(key), None)
        st.session_state.update(cleared or {})
    st.session_state[_name_outcome(key)] = outcome
    return outcome


def write_refusal(key: str, words: str) -> None:
    """Remember why a form cannot be sent as it is."""
    st.session_state[_name_outcome(key)] = Outcome(refusal=words)


def find_outcome(key: str) -> Outcome:
    """Find how the form's last press ended, once."""
    return st.session_state.pop(_name_outcome(key), Outcome())


def build_event_id(key: str) -> str:
    """Make the form's event id when it is drawn, so that a double click is once."""
    return st.session_state.setdefault(_name_event(key), str(uuid.uuid4()))


def _run(key: str, write: Write) -> Outcome:
    try:
        write(build_event_id(key), require(*EVERY_ROLE))
    except (StoreBusy, StoreFull, PlanIsLocked) as reason:
        return Outcome(refusal=build_store_refusal(reason))
    except UndoRefused as reason:
        return Outcome(refusal=_(NOT_UNDONE[reason.reason_code]))
    except AccessDenied:
        return Outcome(refusal=_(DENIED))
    except ChangedByOther as reason:
        return Outcome(conflict=reason)
    return Outcome(is_saved=True)


def _name_event(key: str) -> str:
    return f"{key}.event_id"


def _name_outcome(key: str) -> str:
    return f"{key}.outcome"
