"""Make the report on the page as a file, and fetch what has been made.

press ─→ start_file ─→ a process of its own ─→ figures kept ─→ fetched by who asked
"""

import uuid
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import streamlit as st

from app.access import EVERY_ROLE, Principal, require
from app.components.download import offer_checked_file
from app.components.escaping import show_in_markdown
from app.components.filters import offer_segments
from app.components.plan_refusals import show_store_refusal
from app.components.report_progress import show_failed, show_running
from app.errors import StoreBusy, StoreFull, TooMuchAtOnce
from app.formatting import show_moment
from app.messages import N_, _
from app.reports.definition import ReportDefinition
from app.reports.file_orders import Order, start_file
from app.reports.made_files import (
    DONE,
    RUNNING,
    MadeFile,
    find_files,
    load_content,
    load_figures,
    remove_file,
)
from app.store.report_definitions import SavedReport, fetch_version
from app.store.report_runs import ReportRun, write_report_run
from app.store.report_templates import OwnTemplate, fetch_template_content

MAKE = "report.make"
FORMAT = "report_format"
FORMAT_WORDS = {
    "pptx": N_("Slides (PPTX)"),
    "docx": N_("Document (DOCX)"),
    "pdf": N_("PDF"),
    "xlsx": N_("Workbook (XLSX)"),
}
MIMES = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Wanted:
    """What stands on the page: what a file would be made of.

    `saved` is the version that says the same, if any; `earlier` the run to compare
    with in the file.
    """

    definition: ReportDefinition
    file_format: str
    title: str
    data_on: date
    template: OwnTemplate | None
    saved: SavedReport | None
    earlier: ReportRun | None


def offer_format() -> str:
    """Offer the kinds of file, all in sight."""
    words = {code: _(words) for code, words in FORMAT_WORDS.items()}
    return offer_segments(FORMAT, _("Kind of file"), words)


def offer_making(wanted: Wanted) -> None:
    """Offer to make the file; the role is looked up again when it is pressed."""
    # Kept until the work is started, so that a double click starts it once.
    run_id = st.session_state.setdefault(f"{MAKE}.id", str(uuid.uuid4()))
    if not st.button(
        _("Make the file"), icon=":material/draft:", type="primary", key=MAKE
    ):
        return
    principal = require(*EVERY_ROLE)
    try:
        start_file(_build_order(wanted, principal), run_id=run_id, principal=principal)
    except TooMuchAtOnce as reason:
        st.warning(
            _(
                "%(n)s reports are being made already. Wait until one of them is "
                "done, and press again.",
                n=str(reason.n_most),
            ),
            icon=":material/hourglass_top:",
        )
        return
    st.session_state.pop(f"{MAKE}.id")
    st.rerun()


def _build_order(wanted: Wanted, principal: Principal) -> Order:
    template = wanted.template
    is_of_kind = template is not None and template.kind_code == wanted.file_format
    return Order(
        definition=wanted.definition,
        file_format=wanted.file_format,
        name=wanted.saved.name if wanted.saved else wanted.title,
        data_on=wanted.data_on,
        version_id=wanted.saved.version_id if wanted.saved else None,
        template=fetch_template_content(template.template_id, principal)
        if template is not None and is_of_kind
        else None,
        before=wanted.earlier.figures if wanted.earlier else (),
    )


def show_files(principal: Principal) -> None:
    """Show what is being made and what has been, for a day; keep what it told."""
    for made in find_files(principal):
        if made.stage == RUNNING:
            show_running(made.run_id)
        elif made.stage == DONE:
            _keep_figures(made, principal)
            _show_done(made)
        else:
            show_failed(made)


def _show_done(made: MadeFile) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        offer_checked_file(
            _("Download %(ending)s", ending=made.file_format.upper()),
            file_name=made.file_name,
            mime=MIMES[made.file_format],
            build=partial(load_content, made.run_id),
            roles=EVERY_ROLE,
            key=f"report.fetch.{made.run_id}",
        )
        st.markdown(
            _(
                "**%(name)s**, made %(moment)s",
                name=show_in_markdown(made.name),
                moment=show_in_markdown(show_moment(made.started_at)),
            ),
            width="stretch",
        )
        if st.button(
            _("Remove file"), key=f"report.remove.{made.run_id}", type="tertiary"
        ):
            remove_file(made, require(*EVERY_ROLE))
            st.rerun()


def _keep_figures(made: MadeFile, principal: Principal) -> None:
    """Keep what a saved report told, once; the next run is compared with it."""
    kept = f"report.told.{made.run_id}"
    if made.version_id is None or kept in st.session_state:
        return
    figures = load_figures(made, principal)
    if figures is None:
        return
    try:
        write_report_run(
            run_id=made.run_id,
            saved=fetch_version(made.version_id, principal),
            figures=figures,
            data_on=made.data_on,
            principal=replace(principal, build_id=made.reader.build_id),
        )
    except LookupError:
        return
    except (StoreBusy, StoreFull) as reason:
        show_store_refusal(reason)
        return
    st.session_state[kept] = True
