"""How far a supplier's own answers can be trusted: what audits found afterwards."""

from dataclasses import replace

import streamlit as st

from app.access import SECRETARIAT, require
from app.charts.gap_words import AUDIT_TYPE_NAMES, build_supplier_table
from app.charts.self_assessment_gap import (
    build_category_gaps,
    build_gap_numbers,
    build_requirement_gaps,
    build_supplier_title,
)
from app.components.chart import show_chart, show_list
from app.components.filters import find_category_names, offer_filters
from app.components.number_row import show_numbers
from app.components.page_header import show_empty_state, show_page_header
from app.messages import _
from app.page_registry import find_page
from app.queries.builds import build_footer
from app.queries.self_assessment_gap import (
    GapChoice,
    fetch_category_gaps,
    fetch_clause_versions,
    fetch_requirement_gaps,
    fetch_supplier_gaps,
)

principal = require(*find_page("self_assessment_gap").roles)
build = show_page_header(
    "self_assessment_gap",
    _("How far can the suppliers' own answers be trusted?"),
    principal=principal,
)
st.info(
    _(
        "Only among audited suppliers, who were not chosen by lot. The answers are the "
        "newest that had been assessed before the visit."
    ),
    icon=":material/info:",
)
clauses = fetch_clause_versions(principal)
filters = offer_filters(
    principal,
    "category",
    more={
        "audit_type": (
            _("Kind of audit"),
            {code: _(name) for code, name in AUDIT_TYPE_NAMES.items()},
        ),
        "clause": (_("Clause"), clauses),
    },
)
choice = GapChoice(
    category_code=filters.category_code or "all",
    audit_type_code=filters.more["audit_type"],
    clause_version_code=filters.more["clause"],
)
categories = fetch_category_gaps(principal, choice)
if categories.is_empty():
    show_empty_state(
        _("No audit can be held against a self-assessment."),
        _("Hand in self-assessments, audits and findings, or widen the selection."),
    )
    st.stop()

audit_type = _(AUDIT_TYPE_NAMES[choice.audit_type_code])
category = find_category_names(principal)[choice.category_code]
footer = build_footer(
    build,
    source=_("self-assessments, audits and findings"),
    filters=audit_type,
)
show_numbers(build_gap_numbers(categories.row(0, named=True)))

left, right = st.columns((3, 2), gap="large")
with left:
    requirements = fetch_requirement_gaps(principal, choice)
    if requirements.is_empty():
        show_empty_state(
            _("No answer and audit of the same clause in this selection."),
            _("Choose a wider selection."),
        )
    else:
        chosen = " \u00b7 ".join(
            (clauses[choice.clause_version_code], category, audit_type)
        )
        show_chart(
            build_requirement_gaps(
                requirements, chosen=chosen, footer=replace(footer, filters=chosen)
            )
        )
with right:
    show_chart(build_category_gaps(categories, chosen=audit_type, footer=footer))

if principal.role_code == SECRETARIAT:
    suppliers = fetch_supplier_gaps(principal, choice)
    if suppliers.is_empty():
        show_empty_state(
            _("No approved self-assessment was contradicted in this selection."),
            _("Choose a wider selection."),
        )
    else:
        show_list(
            "supplier_gap",
            title=build_supplier_title(suppliers.height),
            table=build_supplier_table(suppliers),
            footer=replace(footer, filters=f"{category} \u00b7 {audit_type}"),
        )
        st.caption(
            _(
                "It says that the answer did not hold then. It says nothing about "
                "today, and is no ground for a sanction."
            )
        )
