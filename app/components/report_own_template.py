"""Choose whose look a report has, and hand in slides or a document of one's own."""

import uuid
from collections.abc import Mapping, Sequence
from pathlib import PurePath

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from app.access import EVERY_ROLE, Principal, require
from app.components.escaping import show_in_markdown, show_text
from app.components.filters import offer_choice, write_choice
from app.components.plan_refusals import show_store_refusal
from app.components.report_draft import OWN_TEMPLATE
from app.components.uploaded_files import remove_uploads
from app.errors import StoreBusy, StoreFull
from app.messages import _
from app.reports.template_check import Checked, run_template_check
from app.store.report_models import MOST_TEMPLATE_BYTES
from app.store.report_rights import check_is_own
from app.store.report_templates import (
    OwnTemplate,
    fetch_templates,
    remove_template,
    write_template,
)
from app.store.texts import LONGEST_NAME
from app.upload_tickets import A_MEGABYTE, start_ticket

NONE = "none"
KINDS = {".pptx": "pptx", ".potx": "pptx", ".docx": "docx", ".dotx": "docx"}
UPLOAD, ROUND = "report.upload", "report.upload_round"


def offer_own_template(principal: Principal, *, file_format: str) -> OwnTemplate | None:
    """Offer the templates that the reader may use, and to hand in another.

    Args:
        principal: Who reads.
        file_format: The kind of file that is about to be made.

    Returns:
        The chosen one, whether or not it is of that kind.
    """
    templates = {each.template_id: each for each in fetch_templates(principal)}
    names = {code: _build_name(each) for code, each in templates.items()}
    plain = {NONE: _("Our own plain look")}
    chosen = offer_choice(OWN_TEMPLATE, _("Look"), {**plain, **names})
    template = templates.get(chosen or NONE)
    if template is not None:
        _show_template(template, file_format)
        _offer_removal(template, principal)
    # Another box when one has been kept: it is not ticked.
    n_round = st.session_state.setdefault(ROUND, 0)
    label = _("Hand in slides or a document of your own")
    if st.checkbox(label, key=f"{UPLOAD}.{n_round}"):
        _offer_upload(n_round)
    return template


def _build_name(template: OwnTemplate) -> str:
    return f"{template.name} ({template.kind_code.upper()})"


def _show_template(template: OwnTemplate, file_format: str) -> None:
    if template.kind_code != file_format:
        st.caption(
            _(
                "The template is used when the kind of file is %(ending)s.",
                ending=template.kind_code.upper(),
            )
        )
    _show_found(template.checked.get("found", ()), template.checked.get("missing", ()))


def _show_found(found: Sequence[str], missing: Sequence[str]) -> None:
    for sentence in missing:
        st.caption(f":material/warning: {show_in_markdown(sentence, longest=500)}")
    if found:
        told = show_in_markdown(" \u00b7 ".join(found), longest=1000)
        st.caption(f":material/check: {told}")


def _offer_removal(template: OwnTemplate, principal: Principal) -> None:
    if not check_is_own(template.author, principal) or not st.button(
        _("Remove the template"), key="report.template.remove", type="tertiary"
    ):
        return
    if remove_template(template.template_id, require(*EVERY_ROLE)):
        write_choice(OWN_TEMPLATE, NONE)
        st.rerun()
    st.info(_("The template stays: a saved report needs it."))


def _offer_upload(n_round: int) -> None:
    require(*EVERY_ROLE)
    # Only while the box is ticked may the session send files at all.
    if context := get_script_run_ctx():
        start_ticket(context.session_id)
    file = st.file_uploader(
        _("Slides (PPTX, POTX) or a document (DOCX, DOTX), at most 20 MB"),
        key=f"report.file.{n_round}",
        max_upload_size=MOST_TEMPLATE_BYTES // A_MEGABYTE,
    )
    name = st.text_input(
        _("Name of the template"),
        max_chars=LONGEST_NAME,
        key=f"report.template.name.{n_round}",
        placeholder=_("The file's name when left empty"),
    )
    st.caption(
        _(
            "Its master, fonts and colours are used; its own slides and text are "
            "left out. Macros are refused."
        )
    )
    is_asked = st.button(
        _("Check and keep"), key="report.template.keep", disabled=file is None
    )
    if is_asked and file is not None:
        content = file.getvalue()
        remove_uploads([file])
        _take_in(file.name, content, name)


def _take_in(file_name: str, content: bytes, name: str) -> None:
    kind = KINDS.get(PurePath(file_name).suffix.lower())
    if kind is None or not 1 <= len(content) <= MOST_TEMPLATE_BYTES:
        st.error(
            _("A template is a PPTX or DOCX file of at most 20 MB. Choose another."),
            icon=":material/error:",
        )
        return
    principal = require(*EVERY_ROLE)
    checked = run_template_check(content, kind)
    if checked.refusal:
        st.error(show_in_markdown(checked.refusal, longest=500))
        return
    _keep(checked, kind, content, name.strip() or PurePath(file_name).stem, principal)


def _keep(
    checked: Checked, kind: str, content: bytes, name: str, principal: Principal
) -> None:
    template_id = str(uuid.uuid4())
    told: Mapping[str, list[str]] = {
        "found": list(checked.found),
        "missing": list(checked.missing),
    }
    try:
        write_template(
            template_id=template_id,
            name=show_text(name, longest=LONGEST_NAME),
            kind_code=kind,
            content=content,
            checked=told,
            principal=principal,
        )
    except (StoreBusy, StoreFull) as reason:
        show_store_refusal(reason)
        return
    write_choice(OWN_TEMPLATE, template_id)
    st.session_state[ROUND] += 1
    st.toast(_("The template is kept."), icon=":material/check:")
    st.rerun()
