from datetime import date, timedelta

import polars as pl
import pytest

from pipelines.example.write_example import build_example

DATA_DATE = date(2025, 10, 31)
YEARS = range(2018, 2026)
COORDINATES = ("regional_coordinator", "area_coordinator")
CONTACTS = ("social_contact", "environmental_contact", "contact_person")
Tables = dict[tuple[str, str], pl.DataFrame]


@pytest.fixture(scope="module", params=[1, 2, 3], ids="seed {}".format)
def tables(request) -> Tables:
    return build_example(seed=request.param, n_suppliers=400, n_years=8).tables


@pytest.fixture(scope="module")
def people(tables) -> pl.DataFrame:
    return tables["network_people", "people"]


@pytest.fixture(scope="module")
def registered(tables) -> pl.DataFrame:
    occasions = tables["training_occasions", "occasions"]
    return tables["training_attendance", "attendance"].join(
        occasions, on="occasion_id", how="left"
    )


def find_last_day(year: int) -> date:
    return min(date(year, 12, 31), DATA_DATE)


def find_in_role(people: pl.DataFrame, day: date) -> pl.DataFrame:
    return people.filter(
        pl.col("joined_on") <= day,
        pl.col("left_on").is_null() | (pl.col("left_on") >= day),
    )


def find_first_days(people: pl.DataFrame) -> pl.DataFrame:
    return people.group_by("person_id").agg(pl.col("joined_on").min())


def find_done(registered: pl.DataFrame, kind: str, day: date) -> list[str]:
    return registered.filter(
        pl.col("completed_on") <= day,
        training_kind_code=kind,
        attendance_state_code="completed",
    )["person_id"].to_list()


def test_a_role_of_a_person_begins_once(people) -> None:
    key = ["person_id", "role_code", "joined_on"]
    assert not people.select(key).is_duplicated().any()
    assert (people["left_on"].drop_nulls() <= DATA_DATE).all()
    assert people.filter(pl.col("left_on") < pl.col("joined_on")).is_empty()


def test_every_region_has_coordinators_and_contacts_but_one(people) -> None:
    for year in YEARS:
        in_role = find_in_role(people, find_last_day(year))
        assert set(in_role["region_code"].drop_nulls()) <= {
            f"{n:02d}" for n in range(1, 26)
        } - {"09"}
        assert in_role["region_code"].n_unique() >= 20
        coordinate = in_role.filter(pl.col("role_code").is_in(COORDINATES))
        assert 20 <= coordinate.height <= 28


def test_who_has_no_region_works_for_all_of_them(people) -> None:
    without = people.filter(pl.col("region_code").is_null())
    assert set(without["role_code"]) == {"secretariat", "steering_group", "auditor"}


def test_one_person_looks_after_two_regions_and_some_change_roles(people) -> None:
    now = people.filter(pl.col("left_on").is_null())
    regions = now.group_by("person_id").agg(pl.col("region_code").n_unique())
    assert regions.filter(pl.col("region_code") > 1).height == 1
    roles = people.group_by("person_id").agg(pl.col("role_code").n_unique())
    assert 1 <= roles.filter(pl.col("role_code") > 1).height <= 3


def test_auditors_are_in_the_network_before_they_audit(tables, people) -> None:
    audits = tables["audits", "audits"].drop_nulls("auditor_id")
    first = audits.group_by(person_id="auditor_id").agg(
        pl.col("visited_on").min().alias("first_on")
    )
    joined = first.join(find_first_days(people), on="person_id", how="left")
    assert (joined["joined_on"] < joined["first_on"]).all()
    left = people.select("person_id", "left_on").drop_nulls()
    late = audits.join(left, left_on="auditor_id", right_on="person_id")
    assert late.filter(pl.col("visited_on") > pl.col("left_on")).is_empty()


def test_eight_diplomas_in_2022_then_more_but_not_in_2024(tables) -> None:
    diplomas = tables["diplomas", "diplomas"]
    held = [
        diplomas.filter(pl.col("awarded_on") <= find_last_day(year))[
            "person_id"
        ].n_unique()
        for year in YEARS
    ]
    assert held == [0, 0, 0, 0, 8, 10, 10, 11]
    assert diplomas["valid_to_on"].null_count() == 8
    assert diplomas.select("person_id", "awarded_on").is_unique().all()


def test_who_has_a_diploma_has_done_all_that_it_asks_for(tables, registered) -> None:
    audits = tables["audits", "audits"]
    for person, day in (
        tables["diplomas", "diplomas"].select("person_id", "awarded_on").iter_rows()
    ):
        audited = audits.filter(pl.col("visited_on") < day, auditor_id=person)
        assert audited.height >= 2, person
        for kind in ("e_learning", "internal_introduction"):
            assert person in find_done(registered, kind, day), kind


def test_at_most_one_holder_of_a_diploma_has_left(tables, people) -> None:
    holders = tables["diplomas", "diplomas"]["person_id"].unique().to_list()
    in_role = find_in_role(people, DATA_DATE).filter(pl.col("person_id").is_in(holders))
    assert 10 <= in_role["person_id"].n_unique() <= 11
    assert set(in_role["role_code"]) == set(COORDINATES)


def test_e_learning_reaches_68_percent_in_2021(people, registered) -> None:
    shares = []
    for year in YEARS:
        day = find_last_day(year)
        roles = pl.col("role_code").is_in([*COORDINATES, *CONTACTS])
        in_role = find_in_role(people, day).filter(roles)["person_id"].unique()
        done = find_done(registered, "e_learning", day)
        shares.append(in_role.is_in(done).mean())
    assert shares[3] == pytest.approx(0.68, abs=0.02)
    assert shares[:6] == sorted(shares[:6])
    assert shares[6] < shares[5] < shares[7] < 0.9


def test_new_people_are_offered_an_introduction_but_not_all(tables, people) -> None:
    offers = tables["introductions", "introductions"]
    assert (offers["completed_on"] >= offers["offered_on"]).all()
    new = find_first_days(people).filter(
        pl.col("joined_on").is_between(date(2018, 1, 1), DATA_DATE - timedelta(days=90))
    )
    assert set(offers["person_id"]) <= set(
        find_first_days(people).filter(pl.col("joined_on") >= date(2018, 1, 1))[
            "person_id"
        ]
    )
    in_time = (
        new.join(offers, on="person_id", how="left")
        .with_columns(
            is_in_time=(
                pl.col("offered_on") <= pl.col("joined_on") + timedelta(days=90)
            ).fill_null(value=False)
        )
        .group_by(pl.col("joined_on").dt.year())
        .agg(pl.col("is_in_time").mean())
    )
    by_year = dict(in_time.iter_rows())
    assert by_year[2023] == by_year[2024] == 1
    assert 0.5 <= by_year[2018] < 0.75
    assert by_year[2022] < 1
    never = new.join(offers, on="person_id", how="anti")
    assert never.height >= 5


def test_names_are_made_up_and_one_per_person(people) -> None:
    assert people["contact_email"].str.ends_with("@exempel.invalid").all()
    names = people.select("person_id", "full_name").unique()
    assert names.height == people["person_id"].n_unique()
    assert names["full_name"].is_unique().all()
