"""Write a change of a plan from a form, and keep in the form what was not saved.

    press ─→ write_change ─→ store ─→ the page is drawn anew
                   └ refused: the text stays where it is, with why

No callbacks: after a restart of the server the first press comes to a page that has
not been drawn yet and has none. For the same reason keys of texts hold no random part,
so that what was typed belongs to the same box as before.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from app.access import EVERY_ROLE, Principal, require
from app.charts.spec import Row
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
GONE = N_(
    "The row is no longer in the plan, so nothing was saved. The history below says "
    "who took it back."
)
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


def start_form(key: str) -> None:
    """Make ready for a form: its event id, and empty boxes if the last was saved."""
    # Made when the form is drawn, so that a double click is one event.
    st.session_state.setdefault(_name_event(key), str(uuid.uuid4()))
    for name, text in st.session_state.pop(_name_cleared(key), {}).items():
        st.session_state[name] = text


def find_seen(key: str, row: Row, *, buttons: Sequence[str] = ("send",)) -> Row:
    """Find a row as the reader saw it who has just pressed a button of the form.

    The press is answered by a page that is drawn anew, and somebody may have changed
    the row since it was drawn for the reader.

    Args:
        key: The form's key.
        row: The row as it is now.
        buttons: Names of the form's buttons, under its key.
    """
    kept = f"{key}.seen"
    is_pressed = any(st.session_state.get(f"{key}.{name}") for name in buttons)
    if is_pressed and kept in st.session_state:
        return st.session_state[kept]
    st.session_state[kept] = row
    return row


def write_change(
    key: str, write: Write, *, cleared: Mapping[str, Any] | None = None
) -> Outcome:
    """Run the write of a form that was sent, and remember how it ended.

    Args:
        key: The form's key.
        write: Takes the form's event id and who writes.
        cleared: What the form's boxes hold again once it is saved, by their keys.
    """
    outcome = _run(key, write)
    if outcome.is_saved:
        # The next press is another change.
        st.session_state.pop(_name_event(key), None)
        st.session_state[_name_cleared(key)] = dict(cleared or {})
    st.session_state[_name_outcome(key)] = outcome
    return outcome


def write_refusal(key: str, words: str) -> None:
    """Remember why a form cannot be sent as it is."""
    st.session_state[_name_outcome(key)] = Outcome(refusal=words)


def find_outcome(key: str) -> Outcome:
    """Find how the form's last press ended, once."""
    return st.session_state.pop(_name_outcome(key), Outcome())


def _run(key: str, write: Write) -> Outcome:
    try:
        write(st.session_state[_name_event(key)], require(*EVERY_ROLE))
    except (StoreBusy, StoreFull, PlanIsLocked) as reason:
        return Outcome(refusal=build_store_refusal(reason))
    except UndoRefused as reason:
        return Outcome(refusal=_(NOT_UNDONE[reason.reason_code]))
    except AccessDenied:
        return Outcome(refusal=_(DENIED))
    except ChangedByOther as reason:
        return Outcome(conflict=reason)
    except LookupError:
        return Outcome(refusal=_(GONE))
    return Outcome(is_saved=True)


def _name_event(key: str) -> str:
    return f"{key}.event_id"


def _name_outcome(key: str) -> str:
    return f"{key}.outcome"


def _name_cleared(key: str) -> str:
    return f"{key}.cleared"
