"""Where in the work a load is: hand in, look through, publish."""

import streamlit as st

from app.inbox import loads
from app.messages import N_, _

STEPS = (N_("Hand in"), N_("Look through"), N_("Publish"))
AT = {
    None: 0,
    loads.READING: 1,
    loads.READ: 1,
    loads.UNREADABLE: 1,
    loads.PUBLISHING: 2,
    loads.UNPUBLISHED: 2,
    loads.PUBLISHED: 3,
}


def show_steps(stage: str | None) -> None:
    """Show the three numbered steps, those done and the one that it is at.

    Args:
        stage: The load's stage; None before there is a load.
    """
    at = AT[stage]
    parts = []
    for place, words in enumerate(STEPS):
        if place < at:
            parts.append(f":green[\u2714 {_(words)}]")
        elif place == at:
            parts.append(f"**{place + 1} {_(words)}**")
        else:
            parts.append(f":gray[{place + 1} {_(words)}]")
    st.markdown(" \u2002\u203a\u2002 ".join(parts))
