from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from app.access import Principal, load_principal
from app.charts.words import ACTIVITY_NAMES
from app.queries.follow_up import (
    ActivityChoice,
    fetch_activity_counts,
    fetch_activity_years,
    fetch_area_counts,
    fetch_category_counts,
    fetch_region_counts,
)
from app.queries.outlines import fetch_outlines

pytestmark = pytest.mark.usefixtures("example_home")
MAIN = str(Path("app/main.py").resolve())
CHOICE = ActivityChoice(2024, "self_assessment_assessed", "SE", "all")


def open_page(**address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in address.items():
        page.query_params[name] = text
    return page.switch_page("views/contract_follow_up.py").run()


def build_region_reader(*region_codes: str) -> Principal:
    return Principal("region", region_codes, load_principal().build_id)


def test_the_page_shows_numbers_charts_and_open_cases() -> None:
    page = open_page()
    assert not page.exception
    assert len(page.metric) == 5
    titles = [each.value for each in page.subheader]
    assert "2024" in titles[0]
    assert titles[-1].endswith("i mer än 12 månader")


def test_the_number_on_top_is_the_sum_in_the_warehouse() -> None:
    counts = fetch_activity_counts(load_principal(), CHOICE)
    shown = {each.label: each.value for each in open_page().metric}
    (number,) = counts.filter(
        pl.col("period_year") == 2024,
        pl.col("activity_code") == "self_assessment_assessed",
    )["n_activities"]
    assert shown["Bedömda självskattningar"] == str(number)


@pytest.mark.parametrize("activity_code", ACTIVITY_NAMES)
def test_every_activity_can_be_chosen(activity_code: str) -> None:
    page = open_page(activity=activity_code)
    assert not page.exception
    assert page.selectbox(key="choice_activity").value == activity_code


@pytest.mark.parametrize("split", ["procurement_region", "region", "category"])
def test_every_split_adds_up_to_the_same_number(split: str) -> None:
    fetchers = {
        "procurement_region": fetch_area_counts,
        "region": fetch_region_counts,
        "category": fetch_category_counts,
    }
    rows = fetchers[split](load_principal(), CHOICE)
    counts = fetch_activity_counts(load_principal(), CHOICE).filter(
        pl.col("period_year") == 2024,
        pl.col("activity_code") == CHOICE.activity_code,
    )
    assert rows["n_activities"].sum() == counts["n_activities"].sum()


def test_the_split_and_the_map_follow_their_buttons() -> None:
    page = open_page()
    page.button_group(key="activity_split").set_value("category").run()
    page.button_group(key="region_map.form").set_value("outlines").run()
    assert not page.exception


def test_every_region_has_an_outline_and_a_tile_of_its_own() -> None:
    regions = fetch_region_counts(load_principal(), CHOICE)
    assert regions.height == 21
    assert regions.select("tile_row", "tile_column").is_unique().all()
    outlined = {outline.place_code for outline in fetch_outlines(load_principal())}
    assert outlined == set(regions["place_code"])


def test_a_regions_reader_sees_sums_of_all_but_single_regions_only_their_own() -> None:
    reader = build_region_reader("12")
    everyone = fetch_activity_counts(load_principal(), CHOICE)
    assert fetch_activity_counts(reader, CHOICE).equals(everyone)
    other = ActivityChoice(2024, "self_assessment_assessed", "01", "all")
    assert fetch_activity_counts(reader, other).is_empty()
    assert fetch_region_counts(reader, CHOICE)["place_code"].to_list() == ["12"]
    assert fetch_area_counts(reader, CHOICE).height == 8


def test_a_choice_without_any_activity_is_a_sentence_not_an_error() -> None:
    page = open_page(category="furniture", activity="factory_audit", place="09")
    assert not page.exception
    assert page.info


def test_a_filter_is_a_value_and_never_sql() -> None:
    naughty = ActivityChoice(2024, "' or 1=1 --", "SE", "all")
    rows = fetch_region_counts(load_principal(), naughty)
    assert rows["n_activities"].drop_nulls().is_empty()


def test_years_come_newest_first() -> None:
    years = fetch_activity_years(load_principal())
    assert years == sorted(years, reverse=True)
    assert len(years) == 8
