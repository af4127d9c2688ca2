"""Put a report together from the pages' charts and tables, and take it along."""

import streamlit as st

from app.access import require
from app.components.page_header import show_empty_state, show_page_header
from app.components.report_changes import show_changes
from app.components.report_choices import offer_report_choices
from app.components.report_draft import build_definition, start_draft, write_draft
from app.components.report_files import (
    Wanted,
    offer_format,
    offer_making,
    show_files,
)
from app.components.report_own_template import offer_own_template
from app.components.report_parts import offer_parts
from app.components.report_preview import load_parts, load_report, show_preview
from app.components.report_saved import offer_saved, show_versions
from app.components.report_saving import check_is_saved, offer_saving
from app.components.report_texts import offer_texts
from app.errors import ReportRefused
from app.messages import _
from app.page_registry import find_page
from app.reports.made_files import remove_old_files
from app.store.report_runs import fetch_report_runs

principal = require(*find_page("report_builder").roles)
build = show_page_header(
    "report_builder",
    _("Which charts, tables and words do you want to take along, and as what file?"),
    principal=principal,
)
if build.data_on is None:
    show_empty_state(
        _("There is nothing to report on."),
        _("Run `malbild refresh` when exports have been received."),
    )
    st.stop()

remove_old_files(principal)
opened = start_draft(principal)
offer_saved(principal, opened)
chosen = offer_report_choices(principal, data_on=build.data_on)
if chosen is None:
    st.stop()
try:
    parts = load_parts(chosen, principal)
except ReportRefused:
    show_empty_state(
        _("The plan has no goals for this year and place."), _("Choose another year.")
    )
    st.stop()

left, right = st.columns([5, 7], gap="large")
with left, st.container(key="report_editor_parts"):
    st.subheader(_("Parts of the report"), anchor=False)
    codes = offer_parts(parts, template_code=chosen.template_code)
    st.subheader(_("Words of your own"), anchor=False)
    titles = {part.code: part.title for part in parts}
    offer_texts(
        {code: titles[code] for code in codes}, template_code=chosen.template_code
    )
if not codes:
    with right:
        show_empty_state(
            _("No part is chosen."), _("Add one, or take those of the template.")
        )
    st.stop()
definition = build_definition(chosen, codes)

report = load_report(definition, principal)
runs = fetch_report_runs(opened.definition_id, principal) if opened else ()
with right:
    with st.container(border=True, key="report_editor_file"):
        file_format = offer_format()
        template = offer_own_template(principal, file_format=file_format)
        template_id = template.template_id if template else None
        is_saved = check_is_saved(definition, template_id, opened)
        making = st.container()
        offer_saving(
            definition, template_id=template_id, opened=opened, principal=principal
        )
    earlier = show_changes(report, runs, principal)
    show_preview(report)
with making:
    offer_making(
        Wanted(
            definition=definition,
            file_format=file_format,
            title=report.title,
            data_on=build.data_on,
            template=template,
            saved=opened if is_saved else None,
            earlier=earlier,
        )
    )
    show_files(principal)
if opened is not None:
    show_versions(opened, runs, principal)
write_draft()
