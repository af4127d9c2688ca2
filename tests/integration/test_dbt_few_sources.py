"""Somebody else's programme: audits and contracts, and little that is known of them."""

import shutil
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

SOURCES = (
    "supplier_register",
    "contract_register",
    "audits",
    "findings",
    "signals",
    # Without a case file no build knows which day its data is of.
    "follow_up_cases",
)
UNKNOWN = (
    "country_risk",
    "worst_country_risk",
    "category_risk",
    "high_risk_goods",
    "country_by_category",
    "self_assessment_gap",
    "self_assessment_overdue",
    "self_assessment_age_years",
    "answers_without_evidence_share_pct",
    "tiers_disclosed",
    "subcontracting_share_pct",
    "certificate_valid",
    "authority_decision",
    "price_far_below",
    "annual_value_sek",
)
KNOWN = ("own_major_rate", "never_audited", "exposure_score", "severity_score")


@pytest.fixture(scope="module")
def warehouse(example_exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("few")
    for source in SOURCES:
        shutil.copytree(example_exports / source, folder / "exports" / source)
    path = write_warehouse(
        folder / "home", exports=folder / "exports", as_of=date(2022, 10, 31)
    )
    with duckdb.connect(str(path)) as con:
        con.execute(
            """
            update imported.contract_register__contract_lines
            set final_manufacture_country_code = null, annual_value_sek = null
            """
        )
        con.execute(
            """
            delete from imported.signals__signals
            where signal_name not like '%_reports'
            """
        )
    results = run_dbt(path, "build", "--select", "+fct_supplier_features")
    assert not find_failures(results)
    return path


def test_what_no_source_tells_is_unknown_to_everybody(warehouse: Path) -> None:
    counts = ", ".join(f"count({name})" for name in UNKNOWN)
    [row] = read_rows(warehouse, f"select {counts} from marts.fct_supplier_features")
    found = dict(zip(UNKNOWN, row, strict=True))
    assert found == dict.fromkeys(UNKNOWN, 0)


def test_what_audits_and_signals_tell_is_known_all_the_same(warehouse: Path) -> None:
    counts = ", ".join(f"count({name})" for name in KNOWN)
    [row] = read_rows(
        warehouse,
        f"""
        select count(*), {counts}, count(signals_24_months)
        from marts.fct_supplier_features
        where is_today or is_half_year
        """,
    )
    assert row[0] > 1000
    assert set(row) == {row[0]}
