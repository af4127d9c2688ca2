"""What a reader is putting together: choices in the address, words in boxes.

    saved version ─open→ address and boxes ─build→ ReportDefinition
                              └ kept when the reader visits another page

Boxes have fixed keys, so that the browser puts what was typed back into the same box
after a restart of the server.
"""

import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

import streamlit as st
from pydantic import ValidationError

from app.access import Principal
from app.components.filters import write_choice
from app.messages import _
from app.reports.definition import ReportDefinition
from app.store.report_definitions import SavedReport, fetch_version

TEMPLATE, PARTS, SAVED, OWN_TEMPLATE = "report", "parts", "saved", "own_template"
ABOUT, OF_PLACE, OF_SUPPLIER = "about", "place", "supplier"
TITLE, COMMENTS, TEXT_PARTS = "report.title", "report.comments", "report.text_parts"
TEXT = "report.text."
#: The key of the text that stands before every part, whose code is empty.
FIRST = "first"
_KEPT, _OPENED, _IS_ASKED = "report.kept", "report.opened", "report.is_asked"
_SEPARATOR = "."


def start_draft(principal: Principal) -> SavedReport | None:
    """Make ready the boxes, and lay out the saved version that the address names.

    Returns:
        That version; None where the address names none, or one not to be seen.
    """
    for key, kept in st.session_state.get(_KEPT, {}).items():
        st.session_state.setdefault(key, kept)
    version_id = find_kept(SAVED)
    if not version_id:
        return None
    write_choice(SAVED, version_id)
    try:
        saved = fetch_version(version_id, principal)
        if st.session_state.get(_OPENED) != version_id:
            _lay_out(saved, is_asked=st.session_state.pop(_IS_ASKED, False))
    except (LookupError, ValidationError):
        remove_saved()
        st.warning(_("The saved report in the address is not found."))
        return None
    st.session_state[_OPENED] = version_id
    return saved


def write_draft() -> None:
    """Keep what stands in the boxes for when the reader comes back to the page."""
    st.session_state[_KEPT] = {
        key: st.session_state[key]
        for key in map(str, st.session_state)
        if key in (TITLE, COMMENTS, TEXT_PARTS) or key.startswith(TEXT)
    }


def write_opened(saved: SavedReport) -> None:
    """Remember that what is on the page is this version, without laying it out."""
    write_choice(SAVED, saved.version_id)
    st.session_state[_OPENED] = saved.version_id


def start_opening(version_id: str) -> None:
    """Let the next run lay a version out over what is on the page."""
    write_choice(SAVED, version_id)
    st.session_state.pop(_OPENED, None)
    st.session_state[_IS_ASKED] = True


def remove_saved() -> None:
    """Let go of the saved version; what is on the page stays."""
    for memory in (f"kept_{SAVED}", _OPENED, _IS_ASKED):
        st.session_state.pop(memory, None)
    st.query_params.pop(SAVED, None)


def find_kept(name: str) -> str | None:
    """Find a choice in the address, else from before the reader left the page."""
    found = st.query_params.get(name) or st.session_state.get(f"kept_{name}")
    if found:
        # Both, so that neither a visit elsewhere nor a restart loses it.
        write_choice(name, found)
    return found


def find_part_codes(template_code: str) -> tuple[str, ...] | None:
    """Find the parts in the reader's own order; None where the template's stand."""
    template, *codes = (find_kept(PARTS) or "").split(_SEPARATOR)
    return tuple(codes) if template == template_code else None


def write_part_codes(template_code: str, codes: tuple[str, ...]) -> None:
    """Choose parts and their order for the reader."""
    write_choice(PARTS, _SEPARATOR.join((template_code, *codes)))


def remove_part_codes() -> None:
    """Go back to the parts that the template suggests."""
    st.session_state.pop(f"kept_{PARTS}", None)
    st.query_params.pop(PARTS, None)


def build_definition(
    chosen: ReportDefinition, part_codes: Collection[str]
) -> ReportDefinition:
    """Build the definition of what is on the page.

    Args:
        chosen: Template, plan, year, place and supplier.
        part_codes: The parts that are chosen now. Kept in the definition only where
            the reader has changed them: else the template's stand, whatever they are
            next quarter.
    """
    own = find_part_codes(chosen.template_code)
    return chosen.model_copy(
        update={
            "part_codes": tuple(part_codes) if own is not None else (),
            "texts": {
                code: text
                for code, text in _find_texts().items()
                if not code or code in part_codes
            },
            "title": build_plain(st.session_state.get(TITLE, "")),
            "has_comments": st.session_state.get(COMMENTS, True),
        }
    )


def _find_texts() -> dict[str, str]:
    shown = st.session_state.get(TEXT_PARTS, ())
    texts = {
        "" if code == FIRST else code: build_plain(
            st.session_state.get(f"{TEXT}{code}", "")
        )
        for code in shown
    }
    return {code: text for code, text in texts.items() if text}


def build_plain(text: str) -> str:
    """Take away what no file can hold: control characters and halves of letters."""
    return "".join(
        letter
        for letter in text.replace("\r\n", "\n")
        if letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Cs", "Cn")
    ).strip()


def _lay_out(saved: SavedReport, *, is_asked: bool) -> None:
    """Lay a version out: over everything when it was asked for, else where it lacks.

    After a restart the address and the boxes hold newer choices than the version does.
    """
    definition = ReportDefinition.model_validate(saved.definition)
    choices: Mapping[str, str | None] = {
        TEMPLATE: definition.template_code,
        "plan": definition.plan_code,
        "year": str(definition.year),
        "place": definition.place_code,
        ABOUT: OF_SUPPLIER if definition.supplier_id else OF_PLACE,
        "supplier": definition.supplier_id,
        OWN_TEMPLATE: saved.template_id,
    }
    for name, code in choices.items():
        if code and (is_asked or name not in st.query_params):
            write_choice(name, code)
    if is_asked:
        remove_part_codes()
    if definition.part_codes and PARTS not in st.query_params:
        write_part_codes(definition.template_code, definition.part_codes)
    for key, content in _build_boxes(definition).items():
        if is_asked or key not in st.session_state:
            st.session_state[key] = content


def _build_boxes(definition: ReportDefinition) -> dict[str, Any]:
    codes = [code or FIRST for code in definition.texts]
    return {
        TITLE: definition.title,
        COMMENTS: definition.has_comments,
        TEXT_PARTS: codes,
        **{f"{TEXT}{code or FIRST}": text for code, text in definition.texts.items()},
    }
