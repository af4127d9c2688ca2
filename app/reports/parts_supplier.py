"""Parts about one supplier, as on its own page; only those who buy from it get them.

No scores and no place on the list of proposed suppliers: a report leaves the app.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial

import polars as pl

from app.access import Principal
from app.charts.spec import Table
from app.charts.supplier_answers import build_answer_table, build_answer_title
from app.charts.supplier_chain import build_chain_table, build_chain_title
from app.charts.supplier_contracts import build_contract_spans
from app.charts.supplier_events import (
    build_decision_table,
    build_decision_title,
    build_plan_table,
    build_plan_title,
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
from app.charts.supplier_numbers import build_supplier_line, build_supplier_numbers
from app.charts.supplier_words import Words as CodeWords
from app.messages import N_, _
from app.queries.supplier_facts import (
    fetch_audits,
    fetch_cases,
    fetch_certificates,
    fetch_contracts,
    fetch_countries,
    fetch_decisions,
    fetch_findings,
    fetch_follow_ups,
    fetch_self_assessments,
)
from app.reports.context import ReportContext
from app.reports.part import Blocks, Part, build_sentences
from app.reports.report import Listing, Numbers
from app.store.plan_events import fetch_supplier_events
from app.store.plans import fetch_plans

GROUP = N_("The supplier")


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


def find_supplier_parts(context: ReportContext) -> tuple[Part, ...]:
    """Find the parts about the report's supplier; none without one."""
    if context.supplier is None:
        return ()
    group = _(GROUP)
    return (
        Part("supplier", _("The supplier in brief"), group, _build_brief),
        Part("supplier_contracts", _("Contracts"), group, _build_contracts),
        *(
            Part(facts.code, _(facts.title), group, partial(_build_list, facts=facts))
            for facts in EVERY_LIST
        ),
        Part("supplier_plans", _("In the plans"), group, _build_plans),
    )


def _find_id(context: ReportContext) -> str:
    return str(context.definition.supplier_id)


def _build_brief(context: ReportContext) -> Blocks:
    supplier_id = _find_id(context)
    reader, words = context.principal, context.find_words()
    numbers = build_supplier_numbers(
        fetch_contracts(reader, supplier_id),
        fetch_findings(reader, supplier_id),
        fetch_audits(reader, supplier_id),
        None,
    )
    supplier = context.supplier or {}
    return (
        *build_sentences(build_supplier_line(supplier, words)),
        Numbers(numbers),
    )


def _build_contracts(context: ReportContext) -> Blocks:
    contracts = fetch_contracts(context.principal, _find_id(context))
    if contracts.is_empty():
        return build_sentences(
            _("No contract with this supplier has been received."),
        )
    return (
        build_contract_spans(
            contracts,
            words=context.find_words(),
            day=context.day,
            footer=context.of_suppliers,
        ),
    )


def _build_plans(context: ReportContext) -> Blocks:
    found = fetch_supplier_events(_find_id(context), context.principal)
    events = [asdict(event) for event in found]
    if not events:
        return build_sentences(_("The supplier has not been in any plan."))
    plan_names = {plan.plan_id: plan.name for plan in fetch_plans(context.principal)}
    places = context.find_words()["place"]
    return (
        Listing(
            name="supplier_plans",
            title=build_plan_title(events, plan_names),
            table=build_plan_table(events, plan_names=plan_names, place_names=places),
            footer=context.of_suppliers,
        ),
    )


def _build_list(context: ReportContext, *, facts: Facts) -> Blocks:
    rows = facts.fetch(context.principal, _find_id(context))
    if rows.is_empty():
        return build_sentences(_(facts.nothing))
    return (
        Listing(
            name=facts.code,
            title=facts.build_title(rows),
            table=facts.build_table(rows, context.find_words()),
            footer=context.of_suppliers,
        ),
    )
