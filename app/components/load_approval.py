"""What can be done with a load that has been looked through."""

from typing import Any

import streamlit as st

from app.access import SECRETARIAT, require
from app.inbox.loads import Load, remove_load
from app.inbox.preview import (
    NEEDS_ANSWERS,
    NEEDS_CONFIRMATION,
    READY,
    UNCHANGED,
    FilePreview,
)
from app.inbox.runs import start_preview, start_refresh, write_summary
from app.messages import _, ngettext

USABLE = {READY, NEEDS_CONFIRMATION}


def offer_rereading(load: Load, answers: dict[str, Any]) -> None:
    """Offer to read the files once more, with answers that change how they are read."""
    st.markdown(
        _("Your answers are remembered and used for the next file from the sender.")
    )
    if st.button(_("Read again with the answers"), type="primary", key="load.again"):
        start_preview(load, answers, require(SECRETARIAT))
        st.rerun()


def offer_approval(
    load: Load,
    files: tuple[FilePreview, ...],
    answers: dict[str, Any],
    *,
    is_held: bool,
    is_example: bool,
) -> None:
    """Offer to publish the files, once nothing more is to be answered or confirmed.

    Args:
        load: The load.
        files: What the preview found.
        answers: What has been answered and confirmed.
        is_held: Whether something that looks wrong has not been confirmed.
        is_example: Whether the pages show the fictional example now.
    """
    usable = [file for file in files if file.outcome in USABLE]
    if files and all(file.outcome == UNCHANGED for file in files):
        st.info(_("The files have been received before. There is nothing to do."))
        return
    if not usable:
        st.info(
            _("None of the files can be read in. Mend them and hand them in again.")
        )
        return
    if any(file.outcome == NEEDS_ANSWERS for file in files):
        st.info(_("Answer the questions above, or take out the files they are about."))
        return
    if is_held:
        st.info(_("Tick the boxes above if the figures are right."))
    if is_example:
        st.warning(
            _(
                "The pages show the fictional example now. It disappears from them "
                "when the first real file is read in."
            ),
            icon=":material/science:",
        )
    label = ngettext(
        "Approve and publish %(n)s file", "Approve and publish %(n)s files", len(usable)
    )
    if st.button(label, type="primary", disabled=is_held, key="load.approve"):
        _approve(load, usable, answers)


def _approve(load: Load, usable: list[FilePreview], answers: dict[str, Any]) -> None:
    principal = require(SECRETARIAT)
    summary = [
        {
            "file_name": file.file_name,
            "file_sha256": file.file_sha256,
            "n_accepted": sum(table.n_accepted or 0 for table in file.tables),
            "n_rejected": sum(table.n_rejected or 0 for table in file.tables),
        }
        for file in usable
    ]
    write_summary(load, summary, principal)
    start_refresh(load, answers, principal)
    st.rerun()


def offer_giving_up(load: Load) -> None:
    """Offer to throw the load away."""
    if st.button(
        _("Throw the load away"),
        key="load.give_up",
        type="tertiary",
        icon=":material/delete:",
    ):
        remove_load(load, require(SECRETARIAT))
        st.query_params.pop("load", None)
        st.rerun()
