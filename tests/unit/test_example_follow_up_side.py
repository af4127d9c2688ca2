"""What the follow-ups leave behind: selection, regions, quality, decisions, …"""

from datetime import date

import polars as pl
import pytest

from pipelines.example.write_example import Example, build_example

FULL_YEARS = range(2018, 2025)


@pytest.fixture(scope="module", params=[1, 2, 3], ids="seed {}".format)
def example(request) -> Example:
    return build_example(seed=request.param, n_suppliers=400, n_years=8)


@pytest.fixture(scope="module")
def cases(example) -> pl.DataFrame:
    return example.tables["follow_up_cases", "cases"]


@pytest.fixture(scope="module")
def audits(example) -> pl.DataFrame:
    return example.tables["audits", "audits"]


@pytest.fixture(scope="module")
def findings(example) -> pl.DataFrame:
    return example.tables["findings", "findings"]


def count_by_year(frame: pl.DataFrame, column: str) -> dict[int, int]:
    known = frame.filter(pl.col(column).is_not_null())
    return dict(known.group_by(pl.col(column).dt.year()).len().iter_rows())


def test_the_new_tables_are_the_same_for_the_same_seed() -> None:
    first, second = (
        build_example(seed=5, n_suppliers=200, n_years=8).tables for _ in range(2)
    )
    assert set(first) == set(second)
    for key, frame in first.items():
        assert frame.equals(second[key]), key


def test_the_ranking_came_in_2023_with_a_quota_of_random_controls(cases) -> None:
    ranked = cases.filter(selection_method_code="ranking")
    assert ranked["started_on"].min() >= date(2023, 1, 1)
    assert ranked["selection_rank"].null_count() == 0
    assert ranked["selection_model_version"].str.contains(r"^202[345]-1$").all()
    others = cases.filter(pl.col("selection_method_code").ne_missing("ranking"))
    assert others["selection_rank"].null_count() == others.height
    since = cases.filter(pl.col("started_on") >= date(2023, 1, 1))
    share = (since["selection_method_code"] == "random_control").mean()
    assert 0.08 <= share <= 0.25
    assert 0.3 <= (since["selection_method_code"] == "ranking").mean() <= 0.7


def test_reason_and_method_of_selection_agree(cases) -> None:
    known = cases.filter(pl.col("selection_method_code").is_not_null())
    pairs = set(
        known.select("selection_reason_code", "selection_method_code").iter_rows()
    )
    assert {method for reason, method in pairs if reason == "random"} == {
        "random_control"
    }
    assert {reason for reason, method in pairs if method == "ranking"} == {"risk"}


def test_selection_is_documented_more_and_more(cases) -> None:
    is_documented = pl.col("selection_method_code").is_not_null() & pl.col(
        "has_selection_motive"
    ).fill_null(value=False)
    early = cases.filter(pl.col("started_on") < date(2022, 1, 1))
    late = cases.filter(pl.col("started_on") >= date(2023, 1, 1))
    assert early.select(is_documented.mean()).item() < 0.5
    assert late.select(is_documented.mean()).item() > 0.65


def test_the_stage_follows_from_the_days(cases) -> None:
    stage = pl.col("case_stage_code")
    known = cases.filter(stage.is_not_null())
    assert 0 < known.height < cases.height
    is_closed = pl.col("closed_on").is_not_null()
    assert known.select((is_closed == (stage == "closed")).all()).item()
    assert known.filter(stage == "finding_handling").height >= 8


def test_late_and_silent_suppliers_are_reminded(example) -> None:
    answers = example.tables["self_assessments", "answers"]
    per_request = answers.group_by("self_assessment_id").agg(
        pl.col("number_of_reminders").n_unique().alias("n_different"),
        pl.first("number_of_reminders", "answered_on", "due_on", "sent_on"),
    )
    assert per_request["n_different"].max() == 1
    assert 0 < per_request["number_of_reminders"].null_count() < 40
    silent = per_request.filter(
        pl.col("answered_on").is_null() & (pl.col("sent_on") < date(2025, 8, 1))
    )
    assert silent["number_of_reminders"].drop_nulls().min() >= 2
    late = per_request.filter(pl.col("answered_on") > pl.col("due_on"))
    assert late["number_of_reminders"].drop_nulls().is_between(1, 2).all()


def test_audits_say_where_they_were_and_who_paid(audits) -> None:
    factory = audits.filter(audit_type_code="factory")
    office = audits.filter(audit_type_code="office")
    assert office["site_id"].null_count() == office.height
    assert factory["site_id"].str.contains(r"^ANL-\d{3}$").all()
    assert office["site_tier"].drop_nulls().eq(1).all()
    assert set(factory["site_tier"].drop_nulls()) <= {1, 2, 3}
    share = audits["payer_code"].drop_nulls().eq("collaboration").mean()
    assert 0.6 <= share <= 0.95
    first = office.filter(round_number=1)
    assert "supplier" not in first["payer_code"].drop_nulls()


def test_findings_say_what_they_are_about(findings) -> None:
    without = findings.filter(pl.col("is_environment_included").eq_missing(other=False))
    assert "environment" not in without["code_area_code"].drop_nulls()
    assert set(findings["code_area_code"].drop_nulls()) == {
        *("human_rights", "workers_rights", "environment", "business_ethics")
    }
    is_verified = findings["finding_stage_code"].eq_missing("verified")
    assert (is_verified == findings["verified_on"].is_not_null()).all()


def test_only_severe_findings_have_a_kind_and_a_report() -> None:
    severe = []
    for seed in range(1, 9):
        found = build_example(seed=seed, n_suppliers=400, n_years=8).tables[
            "findings", "findings"
        ]
        others = found.filter(pl.col("grade_code") != "severe")
        for column in ("severe_kind_code", "supplier_aware_on", "reported_on"):
            assert others[column].null_count() == others.height
        severe.append(found.filter(grade_code="severe").select(found.columns[-10:]))
    all_severe = pl.concat(severe, how="diagonal")
    assert all_severe["severe_kind_code"].null_count() == 0
    days = all_severe["reported_on"] - all_severe["supplier_aware_on"]
    assert days.drop_nulls().dt.total_days().min() >= 0
    within = (days.dt.total_days() <= 14).fill_null(value=False).mean()
    assert 0.3 <= within <= 0.85


def test_a_severe_finding_becomes_known_most_late_years(findings) -> None:
    severe = findings.filter(grade_code="severe")
    years = severe["visited_on"].dt.year().unique().to_list()
    assert len({2022, 2023, 2024, 2025} & set(years)) >= 3


def test_only_verified_corrections_reach_somebody(findings) -> None:
    reached = findings.filter(
        pl.any_horizontal(pl.col("affected_workers", "remediation_sek").is_not_null())
    )
    assert reached.height > 30
    assert reached["verified_on"].null_count() == 0
    assert reached["estimate_basis_code"].null_count() == 0
    assert findings["remediation_sek"].count() >= 2


def test_every_case_has_one_responsible_region(example, cases) -> None:
    regions = example.tables["follow_up_case_regions", "case_regions"]
    key = ["case_id", "region_code"]
    assert not regions.select(key).is_duplicated().any()
    responsible = regions.filter(region_role_code="responsible")
    assert responsible.join(cases, on=key).height == responsible.height
    assert responsible["case_id"].n_unique() == regions["case_id"].n_unique()
    assert 0.9 * cases.height <= responsible.height < cases.height
    counts = regions["region_role_code"].value_counts()
    assert set(counts["region_role_code"]) == {
        *("responsible", "participating", "benefiting")
    }
    assert "09" not in regions["region_code"]


def test_quality_rises_slowly_and_is_judged_by_the_facts(example, cases) -> None:
    rows = example.tables["follow_up_quality", "quality_criteria"]
    assert set(rows["criterion_number"]) == set(range(1, 10))
    assert rows.group_by("case_id").len()["len"].eq(9).all()
    judged = rows.join(cases, on="case_id").filter(
        pl.col("closed_on").is_not_null()
        & (pl.col("fulfilment_code") != "not_applicable")
    )
    is_yes = pl.col("fulfilment_code") == "yes"
    early = judged.filter(pl.col("closed_on") < date(2021, 1, 1)).select(is_yes.mean())
    late = judged.filter(pl.col("closed_on") >= date(2023, 1, 1)).select(is_yes.mean())
    assert 0.3 <= early.item() < late.item() <= 0.9
    publications = example.tables["follow_up_publications", "case_publications"]
    ninth = rows.filter(criterion_number=9, fulfilment_code="yes").join(
        publications, on="case_id"
    )
    assert ninth.height > 40
    assert ninth["published_on"].null_count() == 0
    first = rows.filter(criterion_number=1, fulfilment_code="yes").join(
        cases, on="case_id"
    )
    assert first["selection_method_code"].null_count() == 0
    unclosed = rows.filter(criterion_number=8).join(
        cases.filter(pl.col("closed_on").is_null()), on="case_id"
    )
    assert not unclosed["fulfilment_code"].is_in(["yes", "no"]).any()


def test_only_closed_cases_are_published_and_sooner_each_year(example, cases) -> None:
    rows = example.tables["follow_up_publications", "case_publications"]
    assert not rows["case_id"].is_duplicated().any()
    assert rows["case_id"].is_in(cases["case_id"].to_list()).all()
    published = rows.filter(pl.col("published_on").is_not_null())
    assert (published["published_on"] >= published["closed_on"]).all()
    assert published["publication_obstacle_code"].null_count() == published.height
    assert rows["publication_obstacle_code"].count() >= 2
    assert sum(count_by_year(rows, "published_on").values()) >= 60
    days = (pl.col("published_on") - pl.col("closed_on")).dt.total_days()
    early = published.filter(pl.col("closed_on") < date(2021, 1, 1))
    late = published.filter(pl.col("closed_on") >= date(2023, 1, 1))
    assert early.select(days.median()).item() > late.select(days.median()).item()


def test_the_traffic_light_follows_the_findings(example) -> None:
    rows = example.tables["follow_up_publications", "case_publications"]
    assert set(rows["traffic_light_code"].drop_nulls()) == {"red", "yellow", "green"}
    old = rows.filter(pl.col("closed_on") < date(2023, 1, 1))
    assert old["traffic_light_code"].null_count() == old.height
    green = rows.filter(traffic_light_code="green")
    assert green["closed_on"].null_count() == 0
    corrected = rows.filter(
        (pl.col("closed_on") >= date(2023, 1, 1))
        & (pl.col("closure_reason_code") == "corrected")
    )
    assert set(corrected["traffic_light_code"]) == {"green"}


def test_decisions_refer_to_recommendations(example) -> None:
    decisions = example.tables["decisions", "decisions"]
    answers = example.tables["self_assessments", "answers"].unique("self_assessment_id")
    assert decisions["decision_id"].is_unique().all()
    on_answers = decisions.filter(pl.col("self_assessment_id").is_not_null())
    joined = on_answers.join(answers, on="self_assessment_id", suffix="_asked")
    assert joined.height == on_answers.height >= 250
    assert joined["recommendation_code"].null_count() == 0
    assert (joined["decided_on"] >= joined["assessed_on"]).all()
    for column in ("organisation_number", "region_code"):
        assert (joined[column] == joined[f"{column}_asked"]).all()
    said = joined.filter(pl.col("is_recommendation_followed").is_not_null())
    is_same = said["decision_code"] == said["recommendation_code"]
    assert (said["is_recommendation_followed"] == is_same).all()
    assert 0.6 <= said["is_recommendation_followed"].mean() <= 0.9
    assert said.height < joined.height


def test_later_decisions_come_before_what_they_decide(example, audits, cases) -> None:
    decisions = example.tables["decisions", "decisions"]
    again = decisions.filter(decision_code="re_audit").join(
        audits.filter(trigger_code="re_audit"), on="case_id"
    )
    assert again.height > 0
    first_after = again.group_by("decision_id").agg(
        pl.col("decided_on").first(), pl.col("visited_on").max()
    )
    assert (first_after["decided_on"] < first_after["visited_on"]).all()
    closures = decisions.filter(
        pl.col("decision_code").is_in(["closure", "contract_termination"])
    ).join(cases, on="case_id")
    assert (closures["decided_on"] == closures["closed_on"]).all()


def test_one_region_has_stopped_delivering_decisions(example) -> None:
    decisions = example.tables["decisions", "decisions"].filter(region_code="21")
    answers = example.tables["self_assessments", "answers"].filter(region_code="21")
    assert not answers.is_empty()
    assert decisions.filter(pl.col("decided_on") >= date(2025, 1, 1)).is_empty()
