"""Parts about one supplier, as on its own page; only those who buy from it get them.

No scores and no place on the list of proposed suppliers: a report leaves the app.
"""

from dataclasses import asdict
from functools import partial

from app.charts.supplier_contracts import build_contract_spans
from app.charts.supplier_events import (
    build_plan_table,
    build_plan_title,
)
from app.charts.supplier_numbers import build_supplier_line, build_supplier_numbers
from app.messages import N_, _
from app.queries.supplier_facts import (
    fetch_audits,
    fetch_contracts,
    fetch_findings,
)
from app.reports.context import ReportContext
from app.reports.part import Blocks, Part, build_sentences
from app.reports.report import Listing, Numbers
from app.reports.supplier_lists import EVERY_LIST, Facts
from app.store.plan_events import fetch_supplier_events
from app.store.plans import fetch_plans

GROUP = N_("The supplier")


def find_supplier_parts(context: ReportContext) -> tuple[Part, ...]:
    """Find the parts about the report's supplier; none without one."""
    if context.supplier is None:
        return ()
    group = _(GROUP)
    unplanned = _("The supplier has not been in any plan.")
    return (
        Part("supplier", _("The supplier in brief"), group, _build_brief),
        Part(
            *("supplier_contracts", _("Contracts"), group, _build_contracts),
            _("No contract with this supplier has been received."),
        ),
        *(
            Part(
                facts.code,
                _(facts.title),
                group,
                partial(_build_list, facts=facts),
                _(facts.nothing),
            )
            for facts in EVERY_LIST
        ),
        Part("supplier_plans", _("In the plans"), group, _build_plans, unplanned),
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
        return ()
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
        return ()
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
        return ()
    return (
        Listing(
            name=facts.code,
            title=facts.build_title(rows),
            table=facts.build_table(rows, context.find_words()),
            footer=context.of_suppliers,
        ),
    )
