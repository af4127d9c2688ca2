"""A ranking of an earlier day must not know what came to be known later."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.integration.dbt_builds import (
    find_failures,
    read_rows,
    run_dbt,
    write_warehouse,
)

pytestmark = pytest.mark.xdist_group("dbt")

AS_OF = date(2024, 4, 1)

#: Everything that was known on that day or later, made as wrong as can be. V-Dem's
#: figures are published on the very day.
CORRUPTIONS = {
    "contract_register__contract_lines": """
        update imported.contract_register__contract_lines set
            annual_value_sek = 1e9,
            final_manufacture_country_code = 'PRK',
            category_code = 'it',
            region_code = '09',
            ends_on = date '2090-01-01',
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
FEATURES = "select * from marts.fct_supplier_features order by all"


@pytest.fixture(scope="module")
def warehouse(example_exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("known_on")
    return write_warehouse(home, exports=example_exports, as_of=AS_OF)


def build_features(warehouse: Path) -> list[tuple]:
    results = run_dbt(warehouse, "build", "--select", "+fct_supplier_features")
    assert not find_failures(results)
    return read_rows(warehouse, FEATURES)


def test_corrupting_the_future_changes_no_feature(warehouse: Path) -> None:
    before = build_features(warehouse)
    assert len(before) > 100
    with duckdb.connect(str(warehouse)) as con:
        changed = {
            name: con.execute(corruption, {"as_of": AS_OF}).fetchall()[0][0]
            for name, corruption in CORRUPTIONS.items()
        }
    assert changed["contract_register__contract_lines"] > 100, changed
    assert changed["audits__audits"] > 10, changed
    assert changed["country_figures"] > 100, changed
    assert build_features(warehouse) == before
