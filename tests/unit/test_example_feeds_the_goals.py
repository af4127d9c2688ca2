"""Every goal of the follow-up side has rows to count, each year that has a target."""

import polars as pl
import pytest

from pipelines.example.write_example import build_example

YEARS = (2022, 2023, 2024, 2025)
CASES = ("follow_up_cases", "cases")
ANSWERS = ("self_assessments", "answers")
AUDITS = ("audits", "audits")
FINDINGS = ("findings", "findings")
LINES = ("contract_register", "contract_lines")
#: Goal, table, the day that puts a row in a year, and what else must be filled in.
DATED = [
    ("KPI-111-01", LINES, "starts_on", "common_environmental_requirements_code"),
    ("KPI-111-02", LINES, "starts_on", "region_code advertised_on product_code"),
    ("KPI-111-04", LINES, "starts_on", "clause_version_code category_code"),
    ("KPI-112-01", CASES, "started_on", "is_in_national_system"),
    ("KPI-112-02", CASES, "started_on", "region_code"),
    ("KPI-112-03", FINDINGS, "visited_on", "verified_on due_on"),
    ("KPI-112-04", FINDINGS, "due_on", "verified_on grade_code process_requirement"),
    ("KPI-112-07", ANSWERS, "sent_on", "case_id"),
    ("KPI-112-08", CASES, "started_on", "method_code organisation_number"),
    ("KPI-112-09", CASES, "closed_on", "closure_reason_code"),
    ("KPI-112-10", ANSWERS, "assessed_on", "recommendation_code"),
    ("KPI-112-11", ANSWERS, "due_on", "answered_on number_of_reminders"),
    ("KPI-112-12", CASES, "started_on", "selection_method_code has_selection_motive"),
    ("KPI-112-15", LINES, "starts_on", "annual_value_sek category_code"),
    ("KPI-112-16", AUDITS, "visited_on", "audit_type_code round_number performer_code"),
    ("KPI-112-18", AUDITS, "visited_on", "performer_code auditor_id region_code"),
    ("KPI-112-19", AUDITS, "visited_on", "is_environment_included"),
    ("KPI-13-06", ("follow_up_publications", "case_publications"), "published_on",
     "publication_url"),
    ("KPI-13-07", ("follow_up_publications", "case_publications"), "closed_on",
     "published_on"),
    ("BEY-02", CASES, "started_on", "case_stage_code"),
    ("BEY-03", FINDINGS, "verified_on", "affected_workers estimate_basis_code"),
    ("BEY-05", ("other_buyers_follow_ups", "external_follow_ups"), "accepted_on",
     "buyer_name method_code clause_level_code"),
    ("BEY-07", LINES, "starts_on",
     "final_manufacture_country_code final_manufacture_place_name"),
    ("BEY-10", ANSWERS, "sent_on", "organisation_number"),
    ("BEY-13", ("decisions", "decisions"), "decided_on",
     "self_assessment_id decision_reason_code is_recommendation_followed"),
]  # fmt: skip


@pytest.fixture(scope="module")
def tables() -> dict[tuple[str, str], pl.DataFrame]:
    return build_example(seed=1, n_suppliers=400, n_years=8).tables


@pytest.mark.parametrize(("goal", "key", "day", "needed"), DATED, ids=lambda part: part)
def test_a_goal_can_be_counted_in_every_year(goal, key, day, needed, tables) -> None:
    filled = tables[key].drop_nulls([day, *needed.split()])
    years = set(filled[day].dt.year())
    assert set(YEARS) <= years, f"{goal} cannot be counted in all of {YEARS}"


def test_products_with_requirements_can_be_counted_from_2022(tables) -> None:
    """KPI-111-03: identified products, by the plan valid in the year."""
    identified = tables["environmental_requirement_products", "identified_products"]
    assert identified["identified_on"].min() < "2022-12-31"
    assert set(identified["plan_from_year"]) == {"2022"}


def test_quality_can_be_counted_in_every_year_and_criterion(tables) -> None:
    """KPI-112-05."""
    judged = (
        tables["follow_up_quality", "quality_criteria"]
        .join(tables[CASES], on="case_id")
        .drop_nulls(["closed_on", "fulfilment_code"])
        .filter(pl.col("closed_on").dt.year().is_in(YEARS))
    )
    cells = judged.select(pl.col("closed_on").dt.year(), "criterion_number").unique()
    assert cells.height == len(YEARS) * 9


def test_hit_rate_and_lift_can_be_counted_since_the_ranking(tables) -> None:
    """KPI-112-13 and -14: first audits of ranked and randomly drawn cases."""
    audited = (
        tables[AUDITS]
        .filter(round_number=1)
        .join(tables[CASES], on="case_id")
        .filter(pl.col("visited_on").dt.year() >= 2023)
    )
    n = dict(audited["selection_method_code"].value_counts().iter_rows())
    assert n["ranking"] >= 10
    assert n["random_control"] >= 4


def test_factory_audits_name_site_country_and_tier(tables) -> None:
    """KPI-112-17."""
    factory = tables[AUDITS].filter(audit_type_code="factory")
    named = factory.drop_nulls(["site_id", "site_country_code", "site_tier"])
    assert named["visited_on"].dt.year().n_unique() >= 5


def test_repeated_findings_can_be_told(tables) -> None:
    """BEY-04: the requirement is known in the first audit and in the re-audit."""
    known = tables[FINDINGS].drop_nulls("process_requirement")
    first, again = (
        known.filter(pl.col("round_number") == number)
        .select("case_ix", "process_requirement")
        .unique()
        for number in (1, 2)
    )
    assert again.join(first, on="case_ix").height > 0
    assert again.join(first, on=["case_ix", "process_requirement"]).height > 0


def test_cost_per_closed_case_can_be_counted(tables) -> None:
    """BEY-08."""
    costs = tables["economy", "costs"].filter(
        pl.col("cost_type_code").is_in(["follow_up_work", "bought_audits"])
    )
    assert set(YEARS) <= set(costs["period_year"])


def test_the_diploma_programme_was_decided_in_time(tables) -> None:
    """KPI-12-01."""
    decided = tables["programme_milestones", "milestones"].filter(
        milestone_code="diploma_programme"
    )
    assert decided["decided_on"].to_list() == ["2022-02-10"]
