"""Who makes which audit, when, and what can be one journey."""

import json
from typing import Any

import polars as pl

from pipelines.planning.half_years import find_half_years
from pipelines.planning.performers import find_performers
from pipelines.planning.wishes import Effort, Wishes, build_wishes

EFFORT = {"office_audit": Effort(2.0, 0.0), "factory_audit": Effort(6.0, 0.0)}


def build_audits(*audits: dict[str, Any]) -> pl.DataFrame:
    usual = {
        "is_factory": False,
        "main_country_code": None,
        "value_score": 0.5,
        "is_first_half_only": False,
        "half_year": 1,
        "auditor_days": 2.0,
        "responsible_procurement_region_code": "C",
        "procurement_region_codes": ["C", "F"],
    }
    return pl.DataFrame(
        [usual | audit for audit in audits],
        schema_overrides={"main_country_code": pl.String},
    )


def find_wishes(**wished: Any) -> Wishes:
    given = {"plan_year": 2026, "capacity": {"audits": 10}} | wished
    return build_wishes(json.dumps(given), EFFORT)


def find_names(*audits: dict[str, Any], **days: float) -> list[str | None]:
    performers = {code: {"auditor_days": much} for code, much in days.items()}
    names, _ = find_performers(
        build_audits(*audits), find_wishes(performers=performers)
    )
    return names


FACTORY = {"is_factory": True, "auditor_days": 6.0, "main_country_code": "PAK"}


def test_without_performers_the_responsible_area_makes_it() -> None:
    nobody = {"responsible_procurement_region_code": None}
    assert find_names({}, nobody) == ["C", "secretariat"]


def test_the_nearest_with_days_left_makes_it() -> None:
    assert find_names({}, C=2, F=2, secretariat=9) == ["C"]
    assert find_names({}, F=2, secretariat=9) == ["F"]
    assert find_names({}, A=9, secretariat=9, consultant=9) == ["secretariat"]
    assert find_names({}, A=9, consultant=9) == ["consultant"]
    assert find_names({}, A=9) == ["A"]
    assert sorted(find_names({}, {}, {}, C=2, F=2, secretariat=9)) == [
        *("C", "F", "secretariat")
    ]


def test_who_finds_nobody_with_days_is_left_without() -> None:
    names = find_names({}, {}, {}, C=4)
    assert names.count("C") == 2
    assert names.count(None) == 1
    assert find_names({}, C=1.5) == [None]


def test_factory_audits_in_one_country_and_half_are_one_journey() -> None:
    other_half = FACTORY | {"half_year": 2}
    other_country = FACTORY | {"main_country_code": "MYS"}
    audits = build_audits(FACTORY, {}, FACTORY, other_half, other_country)
    performers = {"C": {"auditor_days": 8}, "consultant": {"auditor_days": 30}}
    names, trips = find_performers(audits, find_wishes(performers=performers))
    assert names[0] == names[2] == "consultant"
    assert trips == ["PAK-1-consultant", None, "PAK-1-consultant", None, None]


def test_a_journey_too_long_for_anybody_is_split() -> None:
    names, trips = find_performers(
        build_audits(FACTORY, FACTORY),
        find_wishes(
            performers={"C": {"auditor_days": 6}, "consultant": {"auditor_days": 6}}
        ),
    )
    assert sorted(map(str, names)) == ["C", "consultant"]
    assert trips == [None, None]


def find_halves(*audits: dict[str, Any], **rooms: int) -> list[int]:
    halves = {half[1:]: {"audits": room} for half, room in rooms.items()}
    wishes = find_wishes(capacity={"audits": 10, "half_years": halves})
    return find_half_years(build_audits(*audits), wishes)


def test_the_halves_are_even_within_their_room() -> None:
    assert find_halves(*[{}] * 4).count(1) == 2
    assert find_halves(*[{}] * 5, h1=1).count(1) == 1
    assert find_halves(*[{}] * 5, h2=1).count(2) == 1
    assert find_halves(*[{}] * 4, h1=4, h2=0) == [1, 1, 1, 1]


def test_who_cannot_wait_comes_first_and_factories_in_a_country_go_together() -> None:
    early = {"is_first_half_only": True}
    assert find_halves({}, early, {}, early, early)[1::2] == [1, 1]
    halves = find_halves({}, FACTORY, {}, FACTORY | early, {}, FACTORY)
    assert {halves[1], halves[3], halves[5]} == {1}
    assert halves.count(1) == 3
