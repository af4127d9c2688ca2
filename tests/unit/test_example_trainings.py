from collections import Counter
from datetime import date

import polars as pl
import pytest

from pipelines.example.network_years import load_network_years
from pipelines.example.write_example import build_example

DATA_DATE = date(2025, 10, 31)
YEARS = range(2018, 2026)
STEPS = {"not_fulfilled": 0, "partly": 1, "fulfilled": 2}
Tables = dict[tuple[str, str], pl.DataFrame]


@pytest.fixture(scope="module", params=[1, 2, 3], ids="seed {}".format)
def tables(request) -> Tables:
    return build_example(seed=request.param, n_suppliers=400, n_years=8).tables


@pytest.fixture(scope="module")
def occasions(tables) -> pl.DataFrame:
    return tables["training_occasions", "occasions"]


@pytest.fixture(scope="module")
def registered(tables, occasions) -> pl.DataFrame:
    attendance = tables["training_attendance", "attendance"]
    return attendance.join(occasions, on="occasion_id", how="left")


def count_held(occasions: pl.DataFrame, kind: str) -> list[int]:
    held = occasions.filter(training_kind_code=kind, occasion_state_code="held")
    counts = Counter(held["held_on"].dt.year())
    return [counts[year] for year in YEARS]


def test_some_years_have_four_webinars_and_some_three(occasions) -> None:
    assert count_held(occasions, "webinar") == [3, 4, 4, 3, 4, 3, 4, 3]


def test_other_trainings_are_as_many_as_planned(occasions) -> None:
    assert count_held(occasions, "internal_introduction") == [1, 1, 2, 2, 2, 2, 1, 1]
    assert count_held(occasions, "supplier_training") == [2, 2, 0, 1, 2, 2, 1, 2]
    assert count_held(occasions, "calibration") == [1, 1, 0, 1, 1, 1, 1, 1]
    assert count_held(occasions, "e_learning") == [1] * 8


def test_cancelled_and_planned_trainings_are_there_too(occasions) -> None:
    by_state = dict(occasions.group_by("occasion_state_code").len().iter_rows())
    assert by_state["cancelled"] == 6
    assert by_state["planned"] == 3
    planned = pl.col("occasion_state_code") == "planned"
    assert (
        (occasions["held_on"] > DATA_DATE) == occasions.select(planned).to_series()
    ).all()
    assert occasions["theme_name"].null_count() > 0


def test_nobody_comes_to_what_was_cancelled(registered) -> None:
    assert "cancelled" not in registered["occasion_state_code"]
    later = registered.filter(occasion_state_code="planned")
    assert set(later["attendance_state_code"]) == {"registered"}


def test_a_webinar_of_2020_had_35_to_40_participants(registered) -> None:
    came = registered.filter(
        training_kind_code="webinar", attendance_state_code="attended"
    ).unique(["occasion_id", "person_id"])
    sizes = came.group_by(
        "occasion_id", pl.col("held_on").dt.year().alias("year")
    ).len()
    medians = dict(sizes.group_by("year").agg(pl.col("len").median()).iter_rows())
    assert 33 <= medians[2020] <= 42
    assert medians[2018] < medians[2020] < medians[2025]
    reached = came.filter(pl.col("held_on").dt.year() == 2024)["region_code"]
    assert 17 <= reached.drop_nulls().n_unique() <= 20
    assert "09" not in reached


def test_some_registered_twice_and_some_regions_are_blank(registered) -> None:
    persons = registered.filter(participant_kind_code="person")
    key = ["occasion_id", "person_id"]
    assert persons.height - persons.select(key).n_unique() >= 1
    assert registered["registration_id"].is_unique().all()
    assert 0 < persons["region_code"].null_count() / persons.height < 0.2


def test_every_registration_leads_to_its_occasion_and_person(
    tables, registered, occasions
) -> None:
    assert registered["held_on"].null_count() == 0
    people = set(tables["network_people", "people"]["person_id"])
    persons = set(registered["person_id"].drop_nulls())
    # Others than those of the network come to webinars.
    guests = {person for person in persons if person.startswith("G-")}
    assert persons - guests <= people
    came_to = registered.filter(pl.col("person_id").is_in(list(guests)))
    assert set(came_to["training_kind_code"]) == {"webinar"}
    is_supplier = registered["participant_kind_code"] == "supplier"
    assert (registered["organisation_number"].is_not_null() == is_supplier).all()
    assert (registered["person_id"].is_null() == is_supplier).all()
    numbers = set(occasions["occasion_id"])
    assert set(tables["training_invitations", "invitations"]["occasion_id"]) <= numbers
    assert set(tables["calibration_scores", "scores"]["occasion_id"]) <= numbers


def test_a_third_or_so_of_the_invited_suppliers_come(tables, registered) -> None:
    invitations = tables["training_invitations", "invitations"]
    key = ["occasion_id", "organisation_number"]
    assert invitations.select(key).is_unique().all()
    came = registered.filter(
        participant_kind_code="supplier", attendance_state_code="attended"
    )
    invited_and_came = invitations.join(came, on=key, how="semi")
    assert 0.25 < invited_and_came.height / invitations.height < 0.45
    assert came.join(invitations, on=key, how="anti").height >= 5
    assert 0 < invitations["category_code"].null_count() / invitations.height < 0.15


def test_more_of_the_active_auditors_are_calibrated_each_year(
    tables, registered
) -> None:
    audits = tables["audits", "audits"].drop_nulls("auditor_id")
    came = registered.filter(
        training_kind_code="calibration", attendance_state_code="completed"
    )
    shares = {}
    for year in YEARS:
        active = audits.filter(pl.col("visited_on").dt.year() == year)["auditor_id"]
        of_year = came.filter(pl.col("held_on").dt.year() == year)["person_id"]
        shares[year] = active.unique().is_in(of_year.to_list()).mean()
    assert shares[2020] == 0
    assert shares[2018] < 0.7
    assert shares[2023] >= 0.8
    assert shares[2025] < 1


def test_auditors_agree_more_and_more(tables) -> None:
    scores = tables["calibration_scores", "scores"]
    key = ["auditor_id", "test_case_id", "process_requirement"]
    assert scores.select(key).is_unique().all()
    judged = scores.drop_nulls("reference_assessment_code").filter(
        pl.col("given_assessment_code") != "not_applicable"
    )
    right = pl.col("given_assessment_code") == pl.col("reference_assessment_code")
    shares = dict(judged.group_by("calibration_round_id").agg(right.mean()).iter_rows())
    # In 2020 there was no calibration, and the scores of 2021 were not kept.
    assert set(shares) == {"2018", "2019", "2022", "2023", "2024", "2025"}
    years = load_network_years(8)
    for year, share in shares.items():
        assert share == pytest.approx(years[int(year)]["agreement_share"], abs=0.07)
    assert shares["2018"] < shares["2022"] < shares["2025"]
    assert scores["test_case_id"].n_unique() / len(shares) >= 5
    assert scores["process_requirement"].unique().sort().to_list() == [*range(1, 8)]


def test_the_secretariats_competence_grows_but_one_year_is_missing(tables) -> None:
    levels = tables["competence_matrix", "levels"]
    is_one = pl.col("category_code").is_null() ^ pl.col("code_area_code").is_null()
    assert levels.select(is_one).to_series().all()
    covered = dict(
        levels.filter(pl.col("competence_level") >= 3)
        .group_by("assessment_year")
        .agg(pl.struct("category_code", "code_area_code").n_unique())
        .iter_rows()
    )
    assert covered == {2019: 9, 2020: 10, 2021: 11, 2023: 13, 2024: 15, 2025: 16}
    assert "person_id" not in levels.columns
