"""Choose a report's parts by tick, and their order by buttons that any hand can press.

A list to drag in would leave out the keyboard; a grid to write numbers in, the phone.
"""

from collections.abc import Sequence

import streamlit as st

from app.components.escaping import show_in_markdown, show_text
from app.components.report_draft import (
    find_part_codes,
    remove_part_codes,
    write_part_codes,
)
from app.messages import _, ngettext
from app.reports.compose import PartChoice

LIST_HEIGHT = 560
MOST_IN_SIGHT = 14


def offer_parts(parts: Sequence[PartChoice], *, template_code: str) -> tuple[str, ...]:
    """Offer the parts of a report, and return those chosen, in order.

    Returns:
        Codes; empty where the reader has chosen none.
    """
    titles = {part.code: part.title for part in parts}
    own = find_part_codes(template_code)
    suggested = tuple(part.code for part in parts if part.is_suggested)
    chosen = suggested if own is None else tuple(code for code in own if code in titles)
    if own and (n_gone := len(own) - len(chosen)):
        st.caption(
            ngettext(
                "%(n)s part is not there for this choice and is left out.",
                "%(n)s parts are not there for this choice and are left out.",
                n_gone,
            )
        )
    wanted = _offer_more(parts, chosen) or chosen
    is_long = len(chosen) > MOST_IN_SIGHT
    with st.container(height=LIST_HEIGHT if is_long else "content", gap=None):
        for at, code in enumerate(chosen):
            changed = _offer_part(chosen, at, titles[code])
            wanted = wanted if changed is None else changed
    if own is not None and st.button(
        _("Take the parts that the template suggests"),
        icon=":material/restart_alt:",
        type="tertiary",
        key="report.reset",
    ):
        remove_part_codes()
        st.rerun()
    if wanted != chosen:
        write_part_codes(template_code, wanted)
        st.rerun()
    return chosen


def _offer_part(chosen: tuple[str, ...], at: int, title: str) -> tuple[str, ...] | None:
    """Draw one part; return the new list if the reader has changed it here."""
    code = chosen[at]
    with st.container(
        horizontal=True,
        vertical_alignment="center",
        gap=None,
        key=f"part_of_report_{code}",
    ):
        is_in = st.checkbox(
            show_in_markdown(title),
            value=True,
            key=f"report.part.{code}",
            width="stretch",
        )
        is_up = _offer_step("\u2191", _("Move up"), f"up.{code}", is_end=at == 0)
        is_last = at == len(chosen) - 1
        is_down = _offer_step("\u2193", _("Move down"), f"down.{code}", is_end=is_last)
    rest = [*chosen[:at], *chosen[at + 1 :]]
    if is_up or is_down:
        rest.insert(at - 1 if is_up else at + 1, code)
    return tuple(rest) if is_up or is_down or not is_in else None


def _offer_step(arrow: str, told: str, key: str, *, is_end: bool) -> bool:
    return st.button(
        arrow, key=f"report.{key}", help=told, type="tertiary", disabled=is_end
    )


def _offer_more(
    parts: Sequence[PartChoice], chosen: tuple[str, ...]
) -> tuple[str, ...] | None:
    rest = {
        part.code: show_text(f"{part.group}: {part.title}")
        for part in parts
        if part.code not in chosen
    }
    # Another key when one has been added: the box is empty again.
    added = st.selectbox(
        _("Add a part"),
        list(rest),
        index=None,
        format_func=rest.__getitem__,
        placeholder=ngettext(
            "%(n)s more to choose from", "%(n)s more to choose from", len(rest)
        ),
        key=f"report.add.{len(chosen)}",
        disabled=not rest,
    )
    return (*chosen, added) if added else None
