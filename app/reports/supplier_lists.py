"""The lists about one supplier: what each is called and how it is built."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from app.access import Principal
from app.charts.spec import Table
from app.charts.supplier_answers import build_answer_table, build_answer_title
from app.charts.supplier_chain import build_chain_table, build_chain_title
from app.charts.supplier_events import (
    build_decision_table,
    build_decision_title,
)
from app.charts.supplier_evidence import (
    build_case_table,
    build_case_title,
    build_certificate_table,
    build_certificate_title,
    build_follow_up_table,
    build_follow_up_title,
)
from app.charts.supplier_findings import (
    build_audit_table,
    build_audit_title,
    build_finding_table,
    build_finding_title,
)
from app.charts.supplier_words import Words as CodeWords
from app.messages import N_
from app.queries.supplier_facts import (
    fetch_audits,
    fetch_cases,
    fetch_certificates,
    fetch_countries,
    fetch_decisions,
    fetch_findings,
    fetch_follow_ups,
    fetch_self_assessments,
)


@dataclass(frozen=True)
class Facts:
    """One list about a supplier: what it is called, and how it is fetched and built."""

    code: str
    title: str
    fetch: Callable[[Principal, str], pl.DataFrame]
    build_title: Callable[[pl.DataFrame], str]
    build_table: Callable[[pl.DataFrame, CodeWords], Table]
    nothing: str


EVERY_LIST = (
    Facts(
        "supplier_chain",
        N_("Supply chain"),
        fetch_countries,
        build_chain_title,
        build_chain_table,
        N_("Nothing is known of where the goods are made."),
    ),
    Facts(
        "supplier_answers",
        N_("Self-assessments beside audits"),
        fetch_self_assessments,
        build_answer_title,
        build_answer_table,
        N_("The supplier has not been asked for a self-assessment."),
    ),
    Facts(
        "supplier_audits",
        N_("Audits"),
        fetch_audits,
        build_audit_title,
        build_audit_table,
        N_("The supplier has never been audited."),
    ),
    Facts(
        "supplier_findings",
        N_("Deviations"),
        fetch_findings,
        build_finding_title,
        build_finding_table,
        N_("No approved report has any finding."),
    ),
    Facts(
        "supplier_cases",
        N_("Cases and published summaries"),
        fetch_cases,
        build_case_title,
        build_case_table,
        N_("No follow-up case has been opened."),
    ),
    Facts(
        "supplier_others",
        N_("Other buyers' follow-ups"),
        fetch_follow_ups,
        build_follow_up_title,
        build_follow_up_table,
        N_("No follow-up by another buyer is known."),
    ),
    Facts(
        "supplier_certificates",
        N_("Certificates"),
        fetch_certificates,
        build_certificate_title,
        lambda rows, _words: build_certificate_table(rows),
        N_("No certificate is known."),
    ),
    Facts(
        "supplier_decisions",
        N_("Decisions"),
        fetch_decisions,
        build_decision_title,
        build_decision_table,
        N_("No region's decision about the supplier is known."),
    ),
)
