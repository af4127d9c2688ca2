"""Everything known of one supplier, for those whose region buys or has bought from it.

What others have found is for all who buy: that is why they follow up together. What
others pay is told as a sum only.
"""

import polars as pl

from app.access import Principal
from app.warehouse import fetch

OF_ONE = """
    select {columns}
    from marts.{mart} as facts
    inner join marts.rpt_supplier_profile as suppliers using (supplier_id)
    where
        supplier_id = $supplier_id
        and (
            len($visible_regions) = 0
            or list_has_any(suppliers.region_codes, $visible_regions)
        )
    order by {order}
"""
CONTRACTS = OF_ONE.format(
    columns="""
        facts.* exclude (supplier_id, annual_value_sek, running_value_sek),
        len($visible_regions) = 0 or facts.region_code in $visible_regions
            as is_value_shown,
        if(
            len($visible_regions) = 0 or facts.region_code in $visible_regions,
            facts.annual_value_sek,
            null
        ) as annual_value_sek,
        suppliers.running_value_sek as total_value_sek
    """,
    mart="rpt_supplier_contracts",
    order="""
        facts.n_running_lines = 0,
        facts.region_code,
        facts.starts_on,
        facts.contract_number,
        facts.category_code
    """,
)
COUNTRIES = OF_ONE.format(
    columns="facts.* exclude (supplier_id)",
    mart="rpt_supplier_countries",
    order="""
        facts.category_code,
        facts.chain_place_code,
        facts.n_lines desc nulls last,
        facts.country_code nulls last
    """,
)
SELF_ASSESSMENTS = OF_ONE.format(
    columns="facts.* exclude (supplier_id)",
    mart="rpt_supplier_self_assessments",
    order="""
        coalesce(facts.assessed_on, facts.answered_on, facts.sent_on) desc,
        facts.self_assessment_id,
        facts.process_requirement
    """,
)
AUDITS = OF_ONE.format(
    columns="""
        facts.audit_id,
        facts.category_code,
        facts.region_code,
        facts.audit_type_code,
        facts.is_re_audit,
        facts.performer_code,
        facts.site_country_code,
        facts.visited_on,
        facts.report_approved_on,
        facts.n_findings,
        facts.has_major_finding
    """,
    mart="fct_audits",
    order="facts.visited_on desc, facts.audit_id",
)
FINDINGS = OF_ONE.format(
    columns="facts.* exclude (supplier_id)",
    mart="rpt_supplier_findings",
    order="""
        facts.days_overdue desc nulls last,
        facts.finding_state_code = 'open' desc,
        facts.known_on desc,
        facts.process_requirement,
        facts.finding_id
    """,
)
CASES = OF_ONE.format(
    columns="facts.* exclude (supplier_id)",
    mart="rpt_supplier_cases",
    order="facts.started_on desc, facts.case_id",
)
FOLLOW_UPS = OF_ONE.format(
    columns="facts.* exclude (supplier_id)",
    mart="rpt_supplier_follow_ups",
    order="facts.followed_up_on desc, facts.external_follow_up_id",
)
CERTIFICATES = OF_ONE.format(
    columns="facts.* exclude (supplier_id)",
    mart="rpt_supplier_certificates",
    order="facts.is_valid desc, facts.valid_from_on desc, facts.certificate_kind_code",
)
SIGNALS = OF_ONE.format(
    columns="facts.* exclude (supplier_id)",
    mart="rpt_supplier_signals",
    order="facts.known_on desc, facts.signal_name",
)
DECISIONS = OF_ONE.format(
    columns="facts.* exclude (supplier_id)",
    mart="rpt_supplier_decisions",
    order="facts.decided_on desc, facts.decision_id",
)


def fetch_contracts(principal: Principal, supplier_id: str) -> pl.DataFrame:
    """Fetch who buys what until when, by region.

    Returns:
        One row per contract, region and category: the columns of
        rpt_supplier_contracts but for supplier_id and running_value_sek, with
        is_value_shown (whether the reader may see this region's value, which else is
        empty) and total_value_sek (of all running lines of all regions a year, the
        same on every row; empty when none is known).
    """
    return _fetch(CONTRACTS, principal, supplier_id)


def fetch_countries(principal: Principal, supplier_id: str) -> pl.DataFrame:
    """Fetch where goods are made and which places in the chain have been audited.

    Returns:
        One row per category, place and country: category_code, chain_place_code,
        country_code (empty when not declared), n_lines, n_audits.
    """
    return _fetch(COUNTRIES, principal, supplier_id)


def fetch_self_assessments(principal: Principal, supplier_id: str) -> pl.DataFrame:
    """Fetch the answers by requirement beside the next audit, the newest first.

    Returns:
        One row per self-assessment and requirement: the columns of
        rpt_supplier_self_assessments but for supplier_id.
    """
    return _fetch(SELF_ASSESSMENTS, principal, supplier_id)


def fetch_audits(principal: Principal, supplier_id: str) -> pl.DataFrame:
    """Fetch the audits, the newest first.

    Returns:
        One row per audit: audit_id, category_code, region_code, audit_type_code,
        is_re_audit, performer_code, site_country_code, visited_on,
        report_approved_on, n_findings and has_major_finding (empty until approved).
    """
    return _fetch(AUDITS, principal, supplier_id)


def fetch_findings(principal: Principal, supplier_id: str) -> pl.DataFrame:
    """Fetch what audits have found, the longest overdue first.

    Returns:
        One row per finding: the columns of rpt_supplier_findings but for supplier_id.
    """
    return _fetch(FINDINGS, principal, supplier_id)


def fetch_cases(principal: Principal, supplier_id: str) -> pl.DataFrame:
    """Fetch the follow-up cases and what is published of them, the newest first."""
    return _fetch(CASES, principal, supplier_id)


def fetch_follow_ups(principal: Principal, supplier_id: str) -> pl.DataFrame:
    """Fetch other buyers' follow-ups, the newest first."""
    return _fetch(FOLLOW_UPS, principal, supplier_id)


def fetch_certificates(principal: Principal, supplier_id: str) -> pl.DataFrame:
    """Fetch the certificates, those that are valid first."""
    return _fetch(CERTIFICATES, principal, supplier_id)


def fetch_signals(principal: Principal, supplier_id: str) -> pl.DataFrame:
    """Fetch what has been noted apart from audits and answers, the newest first."""
    return _fetch(SIGNALS, principal, supplier_id)


def fetch_decisions(principal: Principal, supplier_id: str) -> pl.DataFrame:
    """Fetch what the regions have decided, the newest first."""
    return _fetch(DECISIONS, principal, supplier_id)


def _fetch(sql: str, principal: Principal, supplier_id: str) -> pl.DataFrame:
    return fetch(sql, {"supplier_id": supplier_id}, principal=principal)
