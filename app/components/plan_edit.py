"""Change one row of a plan: out or in, who and when, or a comment."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from app.access import SECRETARIAT, Principal
from app.charts.plan_items import REASON_WORDS, build_reason
from app.charts.plan_words import (
    AUDIT_TYPE_WORDS,
    HALF_YEAR_WORDS,
    PERFORMERS,
    build_audit_type,
    build_half_year,
    build_performer,
)
from app.charts.spec import Row
from app.components.plan_conflict import show_outcome
from app.components.plan_writing import (
    build_event_id,
    write_change,
    write_refusal,
)
from app.messages import _
from app.store.plan_changes import write_item_change, write_override
from app.store.plan_codes import OTHER
from app.store.plan_records import Plan
from app.store.plan_rights import check_may_override
from app.store.texts import LONGEST_NOTE

Names = Mapping[str, str]
# What may be changed of a row: the choices and how each is written.
CHOICES = {
    "half_year": (tuple(HALF_YEAR_WORDS), build_half_year),
    "audit_type_code": (tuple(AUDIT_TYPE_WORDS), build_audit_type),
    "performer_code": ((None, *PERFORMERS), build_performer),
}


def offer_changes(
    plan: Plan,
    item: Row,
    events: Sequence[Row],
    *,
    principal: Principal,
    place_names: Names,
) -> None:
    """Offer to take a row out or in, and to change who visits, when and how.

    Args:
        plan: The plan that the row is in.
        item: The row as the reader sees it.
        events: The plan's events, the newest first.
        principal: Who reads.
        place_names: Region code to name.
    """
    is_open = check_may_override(plan.state_code, item["region_codes"], principal)
    forms = [(f"plan.override.{item['item_id']}", _offer_override)]
    if principal.role_code == SECRETARIAT:
        forms.append((f"plan.change.{item['item_id']}", _offer_change))
    for box, (key, offer) in zip(st.columns(2, gap="large"), forms, strict=False):
        with box:
            show_outcome(
                key,
                events=events,
                place_names=place_names,
                saved=_("The row is saved."),
            )
            # What somebody has written stays when the plan is locked meanwhile.
            if is_open or st.session_state.get(f"{key}.note"):
                offer(key, item)


def offer_reason(key: str) -> None:
    """Offer the coded reasons and a note, under the form's keys."""
    st.selectbox(
        _("Reason"),
        list(REASON_WORDS),
        index=None,
        format_func=build_reason,
        key=f"{key}.reason",
    )
    st.text_area(
        _("Note: what you know that the ranking does not"),
        max_chars=LONGEST_NOTE,
        key=f"{key}.note",
    )


def check_reason(key: str) -> bool:
    """Tell whether the form says why; if not, it is told what is missing."""
    reason = st.session_state[f"{key}.reason"]
    if reason is None:
        write_refusal(key, _("Choose a reason before you save."))
        return False
    if reason == OTHER and not st.session_state[f"{key}.note"].strip():
        write_refusal(key, _("Write a note: the reason says nothing by itself."))
        return False
    return True


def build_cleared(key: str) -> dict[str, Any]:
    """Build what the reason and the note hold once they are saved."""
    return {f"{key}.reason": None, f"{key}.note": ""}


def _offer_override(key: str, item: Row) -> None:
    build_event_id(key)
    with st.form(key, enter_to_submit=False):
        st.markdown(
            _("**Take out of the plan**")
            if item["is_in"]
            else _("**Take in the plan again**")
        )
        offer_reason(key)
        st.form_submit_button(
            _("Take out") if item["is_in"] else _("Take in"),
            key=f"{key}.send",
            on_click=_override,
            args=(key, item),
        )


def _override(key: str, item: Row) -> None:
    if not check_reason(key):
        return
    write_change(
        key,
        lambda event_id, principal: write_override(
            item["item_id"],
            is_in=not item["is_in"],
            reason_code=st.session_state[f"{key}.reason"],
            note=st.session_state[f"{key}.note"],
            event_id=event_id,
            expected_version=item["version"],
            principal=principal,
        ),
        cleared=build_cleared(key),
    )


def _offer_change(key: str, item: Row) -> None:
    build_event_id(key)
    # Choices begin with what the reader sees: a newer version of the row is a new
    # form, else an untouched choice would take back what somebody else has changed.
    at = f"{key}.{item['version']}"
    wanted = st.session_state.get(f"{at}.wanted", {})
    words = {
        "half_year": _("Half-year"),
        "audit_type_code": _("Audit type"),
        "performer_code": _("Performer"),
    }
    with st.form(key, enter_to_submit=False):
        st.markdown(_("**Who, when and how**"))
        for name, (choices, write) in CHOICES.items():
            st.selectbox(
                words[name],
                list(choices),
                index=choices.index(wanted.get(name, item[name])),
                format_func=write,
                key=f"{at}.{name}",
            )
        st.text_area(
            _("Note (may be left empty)"), max_chars=LONGEST_NOTE, key=f"{key}.note"
        )
        st.form_submit_button(
            _("Save the change"),
            key=f"{key}.send",
            on_click=_change,
            args=(key, item),
        )


def _change(key: str, item: Row) -> None:
    at = f"{key}.{item['version']}"
    chosen = {name: st.session_state[f"{at}.{name}"] for name in CHOICES}
    wanted = {name: each for name, each in chosen.items() if each != item[name]}
    if not wanted:
        write_refusal(key, _("Change something before you save."))
        return
    outcome = write_change(
        key,
        lambda event_id, principal: write_item_change(
            item["item_id"],
            wanted,
            note=st.session_state[f"{key}.note"],
            event_id=event_id,
            expected_version=item["version"],
            principal=principal,
        ),
        cleared={f"{key}.note": ""},
    )
    if outcome.conflict is not None and outcome.conflict.current is not None:
        # What the reader chose goes over to the form of the row as it is now.
        now = outcome.conflict.current.version
        st.session_state[f"{key}.{now}.wanted"] = wanted
