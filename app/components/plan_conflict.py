"""Tell how a form's press ended; the other's change stands beside the reader's text."""

from collections.abc import Mapping, Sequence

import streamlit as st

from app.charts.plan_history import build_event_sentence
from app.charts.spec import Row
from app.components.escaping import show_in_markdown
from app.components.plan_writing import find_outcome
from app.messages import _


def show_outcome(
    key: str, *, events: Sequence[Row], place_names: Mapping[str, str], saved: str
) -> None:
    """Show how the last press of a form ended, if it was pressed.

    Args:
        key: The form's key.
        events: The plan's events, the newest first.
        place_names: Region code to name.
        saved: What to say when it was saved.
    """
    outcome = find_outcome(key)
    if outcome.is_saved:
        st.toast(saved, icon=":material/check_circle:")
    elif outcome.refusal:
        st.error(outcome.refusal, icon=":material/error:")
    elif outcome.conflict is not None:
        theirs = next(
            (
                build_event_sentence(event, events, place_names)
                for event in events
                if outcome.conflict.event is not None
                and event["event_id"] == outcome.conflict.event.event_id
            ),
            "",
        )
        with st.container(key=f"conflict.{key}"):
            st.warning(
                _(
                    "**Somebody else was first, so nothing of yours was saved.** What "
                    "you wrote stands below; save again if it still holds."
                )
                + "\n\n"
                + _(
                    "Their change: %(change)s",
                    change=show_in_markdown(theirs, longest=2500),
                ),
                icon=":material/sync_problem:",
            )
