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
    find_seen,
    start_form,
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
        with box.container(key=key.rpartition(".")[0]):
            show_outcome(
                key,
                events=events,
                place_names=place_names,
                saved=_("The row is saved."),
            )
            # What somebody has written stays when the plan is locked meanwhile.
            if is_open or st.session_state.get(f"{key}.note"):
                offer(key, item)


def offer_reason(key: str) -> tuple[str | None, str]:
    """Offer the coded reasons and a note, and return what the form holds."""
    reason = st.selectbox(
        _("Reason"),
        list(REASON_WORDS),
        index=None,
        format_func=build_reason,
        key=f"{key}.reason",
    )
    note = st.text_area(
        _("Note: what you know that the ranking does not"),
        max_chars=LONGEST_NOTE,
        key=f"{key}.note",
    )
    return reason, note


def check_reason(
    key: str, reason: str | None, note: str, *, is_required: bool = True
) -> bool:
    """Tell whether a form says why; if not, the reader is told what is missing."""
    if reason is None and is_required:
        write_refusal(key, _("Choose a reason before you save."))
        return False
    if reason == OTHER and not note.strip():
        write_refusal(key, _("Write a note: the reason says nothing by itself."))
        return False
    return True


def build_cleared(key: str) -> dict[str, Any]:
    """Build what the reason and the note hold once they are saved."""
    return {f"{key}.reason": None, f"{key}.note": ""}


def _offer_override(key: str, item: Row) -> None:
    start_form(key)
    seen = find_seen(key, item)
    with st.form(key, enter_to_submit=False):
        st.markdown(
            _("**Take out of the plan**")
            if item["is_in"]
            else _("**Take in the plan again**")
        )
        reason, note = offer_reason(key)
        is_sent = st.form_submit_button(
            _("Take out") if item["is_in"] else _("Take in"), key=f"{key}.send"
        )
    if not is_sent:
        return
    if check_reason(key, reason, note):
        write_change(
            key,
            lambda event_id, principal: write_override(
                seen["item_id"],
                is_in=not seen["is_in"],
                reason_code=reason or "",
                note=note,
                event_id=event_id,
                expected_version=seen["version"],
                principal=principal,
            ),
            cleared=build_cleared(key),
        )
    st.rerun()


def _offer_change(key: str, item: Row) -> None:
    start_form(key)
    seen = find_seen(key, item)
    # Choices begin with what the reader sees: a newer version of the row is a new
    # form, else an untouched choice would take back what somebody else has changed.
    at = f"{key}.{seen['version']}"
    with st.form(key, enter_to_submit=False):
        st.markdown(_("**Who, when and how**"))
        chosen = _offer_choices(at, seen)
        note = st.text_area(
            _("Note (may be left empty)"), max_chars=LONGEST_NOTE, key=f"{key}.note"
        )
        is_sent = st.form_submit_button(_("Save the change"), key=f"{key}.send")
    if not is_sent:
        return
    wanted = {name: each for name, each in chosen.items() if each != seen[name]}
    if wanted:
        _write_change(key, seen, wanted, note)
    else:
        write_refusal(key, _("Change something before you save."))
    st.rerun()


def _offer_choices(at: str, seen: Row) -> dict[str, Any]:
    words = {
        "half_year": _("Half-year"),
        "audit_type_code": _("Audit type"),
        "performer_code": _("Performer"),
    }
    wanted = st.session_state.get(f"{at}.wanted", {})
    return {
        name: st.selectbox(
            words[name],
            list(choices),
            index=choices.index(wanted.get(name, seen[name])),
            format_func=write,
            key=f"{at}.{name}",
        )
        for name, (choices, write) in CHOICES.items()
    }


def _write_change(key: str, seen: Row, wanted: dict[str, Any], note: str) -> None:
    outcome = write_change(
        key,
        lambda event_id, principal: write_item_change(
            seen["item_id"],
            wanted,
            note=note,
            event_id=event_id,
            expected_version=seen["version"],
            principal=principal,
        ),
        cleared={f"{key}.note": ""},
    )
    if outcome.conflict is not None and outcome.conflict.current is not None:
        # What the reader chose goes over to the form of the row as it is now.
        now = outcome.conflict.current.version
        st.session_state[f"{key}.{now}.wanted"] = wanted
