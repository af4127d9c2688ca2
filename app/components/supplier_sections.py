"""The sections of a supplier's page: contracts, chain, answers, findings."""

from dataclasses import dataclass
from datetime import date

import polars as pl
import streamlit as st

from app.access import Principal
from app.charts.spec import Footer
from app.charts.supplier_answers import build_answer_table, build_answer_title
from app.charts.supplier_chain import build_chain_table, build_chain_title
from app.charts.supplier_contracts import build_contract_spans
from app.charts.supplier_findings import (
    build_audit_table,
    build_audit_title,
    build_finding_table,
    build_finding_title,
)
from app.charts.supplier_words import Words
from app.components.facts import show_chart_in_full, show_facts
from app.components.page_header import show_empty_state
from app.messages import _
from app.queries.supplier_facts import fetch_countries, fetch_self_assessments


@dataclass(frozen=True)
class Told:
    """What every section needs: who reads about whom, words, day and source."""

    principal: Principal
    supplier_id: str
    words: Words
    day: date
    footer: Footer


def show_contracts(told: Told, contracts: pl.DataFrame) -> None:
    """Show who buys until when, and what they buy together.

    Args:
        told: What every section needs.
        contracts: As from `fetch_contracts`.
    """
    st.header(_("Contracts"), anchor=False)
    if contracts.is_empty():
        show_empty_state(
            _("No contract with this supplier has been received."),
            _("If a region buys from it, hand in the region's register of contracts."),
        )
        return
    show_chart_in_full(
        build_contract_spans(
            contracts, words=told.words, day=told.day, footer=told.footer
        )
    )


def show_chain(told: Told) -> None:
    """Show where goods are made and which places in the chain have been visited."""
    st.header(_("Supply chain"), anchor=False)
    countries = fetch_countries(told.principal, told.supplier_id)
    if countries.is_empty():
        show_empty_state(
            _("Nothing is known of where the goods are made."),
            _("Ask for the country of final manufacture in the contracts."),
        )
        return
    show_facts(
        "supplier_chain",
        title=build_chain_title(countries),
        table=build_chain_table(countries, told.words),
        footer=told.footer,
    )


def show_answers(told: Told) -> None:
    """Show the self-assessments by requirement beside the next audit."""
    st.header(_("Self-assessments beside audits"), anchor=False)
    answers = fetch_self_assessments(told.principal, told.supplier_id)
    if answers.is_empty():
        show_empty_state(
            _("The supplier has not been asked for a self-assessment."),
            _("The secretariat sends one in the national system."),
        )
        return
    show_facts(
        "supplier_answers",
        title=build_answer_title(answers),
        table=build_answer_table(answers, told.words),
        footer=told.footer,
    )


def show_findings(told: Told, audits: pl.DataFrame, findings: pl.DataFrame) -> None:
    """Show the audits, and what they found with its deadlines.

    Args:
        told: What every section needs.
        audits: As from `fetch_audits`.
        findings: As from `fetch_findings`.
    """
    st.header(_("Audits and deviations"), anchor=False)
    if audits.is_empty():
        show_empty_state(
            _("The supplier has never been audited."),
            _("Nothing is known of what an audit would find."),
        )
        return
    show_facts(
        "supplier_audits",
        title=build_audit_title(audits),
        table=build_audit_table(audits, told.words),
        footer=told.footer,
    )
    if findings.is_empty():
        st.markdown(_("No approved report has any finding."))
        return
    show_facts(
        "supplier_findings",
        title=build_finding_title(findings),
        table=build_finding_table(findings, told.words),
        footer=told.footer,
    )
