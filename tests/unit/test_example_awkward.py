from datetime import date

import polars as pl
import pytest

from pipelines.example.write_example import build_example

DATA_DATE = date(2025, 10, 31)


@pytest.fixture(scope="module", params=[1, 2, 3], ids="seed {}".format)
def tables(request) -> dict[tuple[str, str], pl.DataFrame]:
    return build_example(seed=request.param, n_suppliers=400, n_years=8).tables


@pytest.fixture(scope="module")
def lines(tables) -> pl.DataFrame:
    return tables["contract_register", "contract_lines"]


def test_eleven_regions_share_a_contract(lines) -> None:
    n_regions = lines.group_by("contract_number").agg(
        pl.col("region_code").n_unique(), pl.col("category_code").first()
    )
    shared = n_regions.filter(pl.col("region_code") == 11)
    assert shared["category_code"].to_list() == ["general_consumables"]


def test_one_region_has_not_reported_its_contracts(lines) -> None:
    assert lines["region_code"].n_unique() == 20
    assert "09" not in lines["region_code"]


def test_some_regions_lack_audits(tables) -> None:
    audits = tables["audits", "audits"]
    assert "10" not in audits["region_code"]


def test_a_line_comes_once(lines) -> None:
    key = ["contract_number", "region_code", "product_code"]
    assert not lines.select(key).is_duplicated().any()


def test_old_contracts_still_run_under_the_clause_of_2016(lines) -> None:
    running = lines.filter(
        pl.col("ends_on").is_null() | (pl.col("ends_on") > DATA_DATE),
        clause_version_code="six_routines_2016",
    )
    assert running.filter(pl.col("starts_on") < date(2019, 1, 1)).height >= 3


def test_the_clause_changes_between_2021_and_2023(lines) -> None:
    versions = lines.filter(pl.col("clause_version_code").is_not_null())
    seven = pl.col("clause_version_code") == "seven_requirements_2021"
    by_year = dict(
        versions.group_by(pl.col("starts_on").dt.year()).agg(seven.mean()).iter_rows()
    )
    assert by_year[2020] == 0
    assert 0 < by_year[2021] < by_year[2022] < 1
    assert by_year[2024] == 1
    levels = lines.filter(seven)["clause_level_code"].value_counts(normalize=True)
    assert set(levels["clause_level_code"]) == {"basic", "advanced"}


def test_much_is_blank_or_unknown(lines) -> None:
    blank = lines.null_count().row(0, named=True)
    share = {name: n / lines.height for name, n in blank.items()}
    assert 0.15 < share["final_manufacture_country_code"] < 0.4
    for name in ("annual_value_sek", "ends_on", "advertised_on", "clause_version_code"):
        assert 0 < share[name] < 0.12
    new = lines.filter(pl.col("starts_on") >= date(2023, 1, 1))
    answer = new["common_environmental_requirements_code"].fill_null("unknown")
    counts = answer.value_counts(normalize=True)
    shares = dict(counts.iter_rows())
    assert set(shares) == {"yes", "no", "unknown"}
    assert shares["unknown"] > 0.25


def test_common_environmental_requirements_spread_over_the_years(lines, tables) -> None:
    packages = tables["environmental_requirements", "packages"]
    assert set(packages["theme_code"]) == {"climate", "chemicals", "circular"}
    assert packages["adopted_on"].min() >= "2023-01-01"
    adopted = packages.group_by("product_code").agg(
        pl.col("adopted_on").str.to_date().min()
    )
    covered = lines.join(adopted, on="product_code").filter(
        pl.col("advertised_on") > pl.col("adopted_on")
    )
    is_yes = (pl.col("common_environmental_requirements_code") == "yes").fill_null(
        value=False
    )
    by_year = dict(
        covered.group_by(pl.col("starts_on").dt.year())
        .agg(is_yes.mean())
        .sort("starts_on")
        .iter_rows()
    )
    assert set(by_year) == {2023, 2024, 2025}
    assert all(0.15 < share < 0.95 for share in by_year.values())


def test_unanswered_self_assessments_keep_their_rows(tables) -> None:
    answers = tables["self_assessments", "answers"]
    silent = answers.filter(pl.col("answered_on").is_null())
    assert silent["self_assessment_id"].n_unique() > 20
    assert silent["assessment_code"].null_count() == silent.height
    assert silent["has_evidence"].null_count() == silent.height
    assert silent["recommendation_code"].null_count() == silent.height


def test_each_form_has_its_own_number_of_requirements(tables) -> None:
    answers = tables["self_assessments", "answers"]
    counts = answers.group_by("self_assessment_id").agg(
        pl.len(), pl.col("clause_version_code").first()
    )
    found = set(counts.select("clause_version_code", "len").unique().iter_rows())
    assert found == {("six_routines_2016", 6), ("seven_requirements_2021", 7)}


def test_some_audits_belong_to_no_case_and_some_cases_have_no_audit(tables) -> None:
    audits = tables["audits", "audits"]
    cases = tables["follow_up_cases", "cases"]
    assert audits["case_id"].null_count() == 2
    assert cases.join(audits, on="case_id", how="anti").height > 5


def test_cases_use_every_method(tables) -> None:
    methods = set(tables["follow_up_cases", "cases"]["method_code"])
    assert methods == {
        *("dialogue", "self_assessment", "transparency_request"),
        *("office_audit", "factory_audit"),
    }


def test_a_supplier_can_come_back_for_another_round(tables) -> None:
    cases = tables["follow_up_cases", "cases"]
    assert cases["round_number"].max() >= 2
    key = ["organisation_number", "category_code", "round_number"]
    assert not cases.select(key).is_duplicated().any()


def test_references_between_the_tables_hold(tables) -> None:
    suppliers = tables["supplier_register", "suppliers"]["organisation_number"]
    for (source, _), frame in tables.items():
        if "organisation_number" in frame.columns:
            known = frame["organisation_number"].is_in(suppliers.to_list())
            assert known.all(), source
    cases = tables["follow_up_cases", "cases"]["case_id"]
    audits = tables["audits", "audits"]
    assert audits["case_id"].drop_nulls().is_in(cases.to_list()).all()
    named = tables["self_assessments", "answers"]["case_id"].drop_nulls()
    assert named.is_in(cases.to_list()).all()
    findings = tables["findings", "findings"]["audit_id"]
    assert findings.is_in(audits["audit_id"].to_list()).all()
