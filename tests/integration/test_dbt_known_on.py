"""What a supplier looked like on a day must not know what came to be known later."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.integration.dbt_builds import (
    find_failures,
    run_dbt,
    write_warehouse,
)

#: The day that nothing may be known of, and the as-of date of the build: the same, as
#: when the list of that day was made, or later, when the model learns from that day.
DAYS = {
    date(2024, 4, 1): date(2024, 4, 1),
    date(2024, 7, 1): date(2025, 10, 31),
}

#: Everything that was known on that day or later, made as wrong as can be. V-Dem's
#: figures are published on the first of the days.
CORRUPTIONS = {
    "contract_register__contract_lines": """
        update imported.contract_register__contract_lines set
            annual_value_sek = 1e9,
            final_manufacture_country_code = 'PRK',
            category_code = 'it',
            region_code = '09',
            ends_on = date '2090-01-01',
            right_to_inspect_code = 'no',
            clause_level_code = 'advanced',
            starts_on = date '2026-01-01'
        where starts_on >= $as_of
    """,
    "self_assessments__answers sent": """
        delete from imported.self_assessments__answers where sent_on >= $as_of
    """,
    "self_assessments__answers answered": """
        update imported.self_assessments__answers set
            answered_on = null,
            has_evidence = not coalesce(has_evidence, false)
        where answered_on >= $as_of
    """,
    "self_assessments__answers assessed": """
        update imported.self_assessments__answers set
            assessed_on = date '2026-01-01',
            assessment_code = 'not_fulfilled',
            recommendation_code = 'factory_audit'
        where assessed_on >= $as_of
    """,
    "findings__findings of later reports": """
        update imported.findings__findings set grade_code = 'severe', verified_on = null
        where audit_id in (
            select audit_id from imported.audits__audits
            where report_approved_on >= $as_of or report_approved_on is null
        )
    """,
    "audits__audits": """
        update imported.audits__audits set
            visited_on = date '2026-01-01',
            report_approved_on = date '2026-02-01',
            round_number = 1,
            trigger_code = 'complaint'
        where report_approved_on >= $as_of or report_approved_on is null
    """,
    "findings__findings verified": """
        update imported.findings__findings set verified_on = date '2026-01-01'
        where verified_on >= $as_of
    """,
    "follow_up_cases__cases": """
        update imported.follow_up_cases__cases set
            closed_on = date '2026-01-01',
            closure_reason_code = 'corrected',
            method_code = 'factory_audit'
        where closed_on >= $as_of or closed_on is null
    """,
    "other_buyers_follow_ups__external_follow_ups": """
        update imported.other_buyers_follow_ups__external_follow_ups set
            is_accepted = true,
            accepted_on = date '2026-01-01',
            method_code = 'factory_audit',
            clause_level_code = 'advanced'
        where
            accepted_on >= $as_of
            or followed_up_on >= $as_of
            or is_accepted is distinct from true
    """,
    "signals__signals": """
        update imported.signals__signals set signal_number = 999
        where known_on >= $as_of
    """,
    "certificates__certificates": """
        update imported.certificates__certificates set
            certificate_kind_code = 'sa8000', valid_to_on = null
        where known_on >= $as_of or known_on is null
    """,
    "decisions__decisions": """
        update imported.decisions__decisions set decision_code = 'office_audit'
        where decided_on >= $as_of
    """,
    "supplier_register__suppliers": """
        update imported.supplier_register__suppliers set
            registered_on = date '2026-01-01'
        where registered_on >= $as_of
    """,
    "country_figures": """
        update reference.country_figures set figure = -figure
        where known_on >= $as_of
    """,
    "high_risk_goods": "delete from reference.high_risk_goods where known_on >= $as_of",
}
#: What came to be known on that day or later, and was not there before.
ADDITIONS = {
    "contract_register__contract_lines": """
        'X' || contract_number as contract_number, $as_of as starts_on,
        1e9 as annual_value_sek, 'PRK' as final_manufacture_country_code
    """,
    "self_assessments__answers": """
        'X' || self_assessment_id as self_assessment_id, $as_of as sent_on,
        $as_of as answered_on, $as_of as assessed_on,
        'not_fulfilled' as assessment_code
    """,
    "audits__audits": """
        'X' || audit_id as audit_id, $as_of as report_approved_on
    """,
    "findings__findings": """
        'X' || finding_id as finding_id, 'X' || audit_id as audit_id,
        'severe' as grade_code
    """,
    "decisions__decisions": """
        'X' || decision_id as decision_id, $as_of as decided_on
    """,
    "follow_up_cases__cases": """
        'X' || case_id as case_id, $as_of as closed_on,
        'corrected' as closure_reason_code, 'office_audit' as method_code
    """,
    "other_buyers_follow_ups__external_follow_ups": """
        'X' || external_follow_up_id as external_follow_up_id, true as is_accepted,
        $as_of as accepted_on, 'office_audit' as method_code
    """,
    "certificates__certificates": """
        $as_of as known_on, 'sa8000' as certificate_kind_code,
        valid_from_on - 1 as valid_from_on, null as valid_to_on
    """,
    "signals__signals": "$as_of as known_on, 999 as signal_number",
}
#: An audit that later facts say nothing of keeps its row; half-years keep all.
FEATURES = """
    select features.* exclude (is_today, is_audit)
    from marts.fct_supplier_features as features
    where
        as_of_on <= $as_of
        and (
            is_half_year
            or is_today
            or (supplier_id, category_code, as_of_on) in (
                select (supplier_id, category_code, as_of_on)
                from marts.fct_audit_labels
                where known_on < $as_of
            )
        )
    order by all
"""


@pytest.fixture(scope="module", params=DAYS, ids=str)
def day(request: pytest.FixtureRequest) -> date:
    """The day before which facts may be used."""
    return request.param


@pytest.fixture(scope="module")
def warehouse(
    day: date, example_exports: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    home = tmp_path_factory.mktemp("known_on")
    return write_warehouse(home, exports=example_exports, as_of=DAYS[day])


def build_features(warehouse: Path, day: date) -> list[tuple]:
    results = run_dbt(
        warehouse, "build", "--select", "+fct_supplier_features", "+fct_audit_labels"
    )
    assert not find_failures(results)
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return con.execute(FEATURES, {"as_of": day}).fetchall()


def test_corrupting_the_future_changes_no_feature(warehouse: Path, day: date) -> None:
    before = build_features(warehouse, day)
    assert len(before) > 1000
    with duckdb.connect(str(warehouse)) as con:
        changed = {
            name: con.execute(corruption, {"as_of": day}).fetchall()[0][0]
            for name, corruption in CORRUPTIONS.items()
        }
        for table, columns in ADDITIONS.items():
            con.execute(
                f"""
                insert into imported.{table} by name
                select * replace ({columns}) from imported.{table}
                """,
                {"as_of": day} if "$as_of" in columns else {},
            )
    assert changed["contract_register__contract_lines"] > 100, changed
    assert changed["audits__audits"] > 10, changed
    assert changed["follow_up_cases__cases"] > 10, changed
    assert changed["other_buyers_follow_ups__external_follow_ups"] > 10, changed
    assert changed["signals__signals"] > 10, changed
    assert changed["certificates__certificates"] > 10, changed
    assert build_features(warehouse, day) == before
