"""What stands around a supplier's audits: cases, other buyers, certificates, notes."""

import streamlit as st

from app.charts.supplier_evidence import (
    build_case_table,
    build_case_title,
    build_certificate_table,
    build_certificate_title,
    build_follow_up_table,
    build_follow_up_title,
    build_signal_table,
    build_signal_title,
)
from app.components.facts import show_facts
from app.components.supplier_sections import Told
from app.messages import _
from app.queries.supplier_facts import (
    fetch_cases,
    fetch_certificates,
    fetch_follow_ups,
    fetch_signals,
)


def show_cases(told: Told) -> None:
    """Show the follow-up cases with their traffic lights and summaries."""
    st.header(_("Cases and published summaries"), anchor=False)
    cases = fetch_cases(told.principal, told.supplier_id)
    if cases.is_empty():
        st.markdown(_("No follow-up case has been opened."))
        return
    show_facts(
        "supplier_cases",
        title=build_case_title(cases),
        table=build_case_table(cases, told.words),
        footer=told.footer,
    )


def show_others(told: Told) -> None:
    """Show other buyers' follow-ups, certificates and what else has been noted."""
    st.header(_("What else is known"), anchor=False)
    follow_ups = fetch_follow_ups(told.principal, told.supplier_id)
    certificates = fetch_certificates(told.principal, told.supplier_id)
    signals = fetch_signals(told.principal, told.supplier_id)
    missing = []
    if follow_ups.is_empty():
        missing.append(_("No follow-up by another buyer is known."))
    else:
        show_facts(
            "supplier_follow_ups",
            title=build_follow_up_title(follow_ups),
            table=build_follow_up_table(follow_ups, told.words),
            footer=told.footer,
        )
    if certificates.is_empty():
        missing.append(_("No certificate is known."))
    else:
        show_facts(
            "supplier_certificates",
            title=build_certificate_title(certificates),
            table=build_certificate_table(certificates),
            footer=told.footer,
        )
    if signals.is_empty():
        missing.append(_("Nothing else has been noted."))
    else:
        show_facts(
            "supplier_signals",
            title=build_signal_title(signals),
            table=build_signal_table(signals),
            footer=told.footer,
        )
    if missing:
        st.markdown(" ".join(missing))
