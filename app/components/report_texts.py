"""Write a report's heading and own texts, and choose whether comments come along."""

from collections.abc import Mapping

import streamlit as st

from app.components.escaping import build_distinct, show_in_markdown, show_text
from app.components.report_draft import (
    COMMENTS,
    FIRST,
    TEXT,
    TEXT_PARTS,
    TITLE,
)
from app.messages import _
from app.reports.definition import LONGEST_TEXT, LONGEST_TITLE
from app.reports.templates import build_title


def offer_texts(titles: Mapping[str, str], *, template_code: str) -> None:
    """Offer boxes for words of one's own; `report_draft` reads what is in them.

    Args:
        titles: The chosen parts, code to title, in order.
        template_code: The kind of report, which has a heading of its own.
    """
    st.text_input(
        _("The report's heading"),
        placeholder=show_text(build_title(template_code)),
        max_chars=LONGEST_TITLE,
        key=TITLE,
    )
    st.session_state.setdefault(COMMENTS, True)
    st.checkbox(_("Comments on the goals come along"), key=COMMENTS)
    places = {FIRST: _("First in the report"), **titles}
    names = build_distinct({code: show_text(name) for code, name in places.items()})
    # A part that is no longer chosen would stop the page.
    kept = st.session_state.get(TEXT_PARTS, [])
    st.session_state[TEXT_PARTS] = [code for code in kept if code in names]
    written = st.multiselect(
        _("Text of your own before"),
        list(names),
        format_func=names.__getitem__,
        key=TEXT_PARTS,
    )
    for code in written:
        st.text_area(
            show_in_markdown(places[code]),
            max_chars=LONGEST_TEXT,
            key=f"{TEXT}{code}",
            height=160,
            placeholder=_("One paragraph a line."),
        )
