"""Save the report on the page: as a new one, or as the next version of the open one."""

import streamlit as st

from app.access import Principal, require
from app.components.escaping import show_in_markdown
from app.components.plan_writing import (
    find_outcome,
    start_form,
    write_change,
    write_refusal,
)
from app.components.report_draft import write_opened
from app.errors import ChangedByOther
from app.messages import _
from app.page_registry import find_page
from app.reports.definition import ReportDefinition
from app.store.report_definitions import SavedReport, write_report_version
from app.store.report_rights import check_is_own
from app.store.texts import LONGEST_NAME

FORM = "report.save"
NAME = "report.name"


def check_is_saved(
    definition: ReportDefinition, template_id: str | None, opened: SavedReport | None
) -> bool:
    """Tell whether what is on the page is what the open version says."""
    return (
        opened is not None
        and ReportDefinition.model_validate(opened.definition) == definition
        and opened.template_id == template_id
    )


def offer_saving(
    definition: ReportDefinition,
    *,
    template_id: str | None,
    opened: SavedReport | None,
    principal: Principal,
) -> None:
    """Offer to save what is on the page.

    Args:
        definition: What is on the page.
        template_id: The template of one's own that goes with it.
        opened: The version that the reader began with.
        principal: Who reads; the role is looked up again when the button is pressed.
    """
    start_form(FORM)
    _show_outcome()
    is_own = opened is not None and check_is_own(opened.author, principal)
    is_saved = check_is_saved(definition, template_id, opened)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            _("Name of the saved report"),
            value=opened.name if opened else "",
            max_chars=LONGEST_NAME,
            # Another report's name begins anew.
            key=f"{NAME}.{opened.version_id if opened else 'new'}",
            width=360,
        )
        is_next = is_own and st.button(
            _("Save as a new version"),
            icon=":material/save:",
            key=f"{FORM}.next",
            disabled=is_saved,
        )
        is_new = st.button(
            _("Save as a new report") if opened else _("Save the report"),
            icon=None if is_own else ":material/save:",
            key=f"{FORM}.new",
            type="tertiary" if is_own else "secondary",
        )
    if is_next or is_new:
        earlier = opened if is_next else None
        _save(definition, template_id, opened=opened, earlier=earlier)


def _save(
    definition: ReportDefinition,
    template_id: str | None,
    *,
    opened: SavedReport | None,
    earlier: SavedReport | None,
) -> None:
    name = st.session_state[f"{NAME}.{opened.version_id if opened else 'new'}"]
    if not name.replace("\x00", "").strip():
        write_refusal(FORM, _("Give the report a name."))
        st.rerun()
    kept: list[SavedReport] = []

    def write(version_id: str, principal: Principal) -> None:
        kept.append(
            write_report_version(
                version_id=version_id,
                name=name,
                definition=definition.model_dump(mode="json"),
                principal=principal,
                earlier=earlier,
                template_id=template_id,
            )
        )

    require(*find_page("report_builder").roles)
    if write_change(FORM, write).is_saved:
        write_opened(kept[0])
    st.rerun()


def _show_outcome() -> None:
    outcome = find_outcome(FORM)
    if outcome.is_saved:
        st.toast(_("The report is saved."), icon=":material/check:")
    if outcome.refusal:
        st.error(outcome.refusal, icon=":material/error:")
    if outcome.conflict is not None:
        _show_conflict(outcome.conflict)


def _show_conflict(conflict: ChangedByOther) -> None:
    st.warning(
        _(
            "Somebody else has saved version %(version)s of the report, called "
            "%(name)s. Nothing of yours is lost: save it as a new report, or open "
            "theirs.",
            version=str(conflict.current.version),
            name=show_in_markdown(conflict.current.name),
        ),
        icon=":material/group:",
    )
