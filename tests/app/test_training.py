from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from app.access import Principal, load_principal
from app.queries.academy import (
    FEWEST_PEOPLE,
    fetch_diploma_steps,
    fetch_training_calendar,
)

pytestmark = pytest.mark.usefixtures("example_home")
MAIN = str(Path("app/main.py").resolve())


def open_page(**address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in address.items():
        page.query_params[name] = text
    return page.switch_page("views/training.py").run()


def test_the_page_shows_how_its_goals_stand() -> None:
    page = open_page()
    assert not page.exception
    assert "mål uppnå" in page.header[0].value


def test_the_address_chooses_the_goal() -> None:
    page = open_page(kpi="KPI-12-06")
    assert page.header[1].value == "Antal webinarier"


@pytest.mark.parametrize(
    "address", [{"place": "A"}, {"place": "09"}, {"category": "food"}, {"lang": "en"}]
)
def test_every_filter_can_be_set(address: dict[str, str]) -> None:
    assert not open_page(**address).exception


def test_the_way_to_the_diploma_is_the_one_in_the_warehouse() -> None:
    steps = fetch_diploma_steps(load_principal(), year=2024)
    here = steps.filter(pl.col("place_code") == "SE")
    assert here["step_code"].to_list()[0] == "introduction"
    assert here["n_people"].is_sorted(descending=True)
    titles = [each.value for each in open_page().subheader]
    n, whole = here["n_people"][-1], here["n_coordinators"][0]
    assert f"{n} av {whole} samordnare har diplom" in titles


@pytest.mark.parametrize("role_code", ["steering_group", "region"])
def test_fewer_than_five_people_are_held_back_from_other_roles(role_code: str) -> None:
    regions = ("12",) if role_code == "region" else ()
    reader = Principal(role_code, regions, load_principal().build_id)
    steps = fetch_diploma_steps(reader, year=2024)
    for column in ("n_people", "n_coordinators"):
        assert steps[column].drop_nulls().min() >= FEWEST_PEOPLE
    assert steps["is_held_back"].any()
    assert not fetch_diploma_steps(load_principal(), year=2024)["is_held_back"].any()
    participants = fetch_training_calendar(reader, year=2024)["n_participants"]
    assert participants.drop_nulls().min() >= FEWEST_PEOPLE


def test_a_region_sees_no_other_regions_steps() -> None:
    reader = Principal("region", ("12",), load_principal().build_id)
    places = set(fetch_diploma_steps(reader, year=2024)["place_code"])
    assert places <= {"SE", *"ABCDEFGH", "12"}


def test_the_calendar_counts_what_was_held() -> None:
    calendar = fetch_training_calendar(load_principal(), year=2024)
    n_held = calendar.filter(pl.col("occasion_state_code") == "held").height
    titles = [each.value for each in open_page().subheader]
    assert f"{n_held} utbildningar hållna 2024" in titles
