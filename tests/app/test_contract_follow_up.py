import re
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from app.access import Principal, load_principal
from app.queries.counted_rows import fetch_counted_rows
from app.queries.follow_up import ActivityChoice, fetch_activity_counts
from app.queries.kpi_figures import (
    KpiChoice,
    fetch_kpi_places,
    fetch_kpi_years,
)
from app.queries.kpi_splits import fetch_kpi_split
from app.queries.outlines import fetch_outlines

pytestmark = pytest.mark.usefixtures("example_home")
MAIN = str(Path("app/main.py").resolve())
ASSESSED = KpiChoice("KPI-112-10", 2024, "SE", "all")


def open_page(**address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in address.items():
        page.query_params[name] = text
    return page.switch_page("views/contract_follow_up.py").run()


def find_texts(page: AppTest) -> str:
    elements = [*page.markdown, *page.caption, *page.header, *page.subheader]
    return "\n".join(each.value for each in elements).replace("\\", "")


def build_region_reader(*region_codes: str) -> Principal:
    return Principal("region", region_codes, load_principal().build_id)


def test_the_page_shows_goals_numbers_and_open_cases() -> None:
    page = open_page()
    assert not page.exception
    assert len(page.metric) == 5
    assert page.header[0].value.endswith("mål uppnådda")
    titles = [each.value for each in page.subheader]
    assert titles[-1].endswith("i mer än 12 månader")


def test_the_number_on_top_is_the_sum_in_the_warehouse() -> None:
    counts = fetch_activity_counts(load_principal(), ActivityChoice("SE", "all"))
    shown = {each.label: each.value for each in open_page().metric}
    (number,) = counts.filter(
        pl.col("period_year") == 2024,
        pl.col("activity_code") == "self_assessment_assessed",
    )["n_activities"]
    assert shown["Bedömda självskattningar"] == str(number)


def test_the_address_chooses_the_goal_and_the_line_says_its_figure() -> None:
    page = open_page(kpi="KPI-112-10")
    assert page.header[1].value == "Antal bedömda självskattningar"
    years = fetch_kpi_years(load_principal(), ASSESSED)
    (actual,) = years.filter(pl.col("period_year") == 2024)["actual"]
    titles = [each.value for each in page.subheader]
    assert titles[0].startswith("Antal bedömda självskattningar ")
    assert {"2024", f"{actual:.0f}"} <= set(re.findall(r"\d+", titles[0]))
    assert "Prognos för 2025" in find_texts(page)


def test_a_goal_is_chosen_by_its_row() -> None:
    page = open_page()
    page.button(key="choose_KPI-112-16").click().run()
    assert not page.exception
    assert "KPI-112-16" in page.query_params["kpi"]
    assert page.header[1].value == "Antal genomförda kontorsrevisioner"


@pytest.mark.parametrize("kpi_id", ["KPI-112-04", "KPI-112-06", "BEY-02"])
def test_every_kind_of_unit_can_be_shown(kpi_id: str) -> None:
    assert not open_page(kpi=kpi_id).exception


def test_places_and_categories_add_up_to_the_same_number() -> None:
    reader = load_principal()
    years = fetch_kpi_years(reader, ASSESSED)
    (whole,) = years.filter(pl.col("period_year") == 2024)["actual"]
    for level in ("procurement_region", "region"):
        rows = fetch_kpi_places(reader, ASSESSED, place_level_code=level)
        assert rows["actual"].sum() == whole
    parts = fetch_kpi_split(reader, ASSESSED, split_code="category")
    assert parts["actual"].sum() >= whole
    assert parts["row_name"].null_count() == 0


def test_the_split_and_the_map_follow_their_buttons() -> None:
    page = open_page(kpi="KPI-112-10")
    page.button_group(key="kpi_split.KPI-112-10").set_value("category").run()
    page.button_group(key="region_map.form").set_value("outlines").run()
    assert not page.exception


def test_every_region_has_an_outline_and_a_tile_of_its_own() -> None:
    reader = load_principal()
    regions = fetch_kpi_places(reader, ASSESSED, place_level_code="region")
    assert regions.height == 21
    assert regions.select("tile_row", "tile_column").is_unique().all()
    outlined = {outline.place_code for outline in fetch_outlines(reader)}
    assert outlined == set(regions["row_code"])


def test_a_regions_reader_sees_sums_of_all_but_single_regions_only_their_own() -> None:
    reader = build_region_reader("12")
    everyone = fetch_kpi_years(load_principal(), ASSESSED)
    assert fetch_kpi_years(reader, ASSESSED).equals(everyone)
    other = KpiChoice("KPI-112-10", 2024, "01", "all")
    assert fetch_kpi_years(reader, other).is_empty()
    assert fetch_kpi_split(reader, other, split_code="category").is_empty()
    regions = fetch_kpi_places(reader, ASSESSED, place_level_code="region")
    assert regions["row_code"].to_list() == ["12"]
    areas = fetch_kpi_places(reader, ASSESSED, place_level_code="procurement_region")
    assert areas.height == 8
    hidden = ActivityChoice("01", "all")
    assert fetch_activity_counts(reader, hidden).is_empty()


def test_a_choice_without_any_figure_is_a_sentence_not_an_error() -> None:
    page = open_page(category="furniture", place="09", kpi="KPI-112-16")
    assert not page.exception
    assert page.info


def test_a_filter_is_a_value_and_never_sql() -> None:
    naughty = KpiChoice("' or 1=1 --", 2024, "SE", "all")
    assert fetch_kpi_years(load_principal(), naughty).is_empty()


@pytest.mark.parametrize("place", ["SE", "C", "12"])
@pytest.mark.parametrize("kpi_id", ["KPI-112-10", "KPI-112-16"])
def test_a_number_has_as_many_rows_behind_it(kpi_id: str, place: str) -> None:
    choice = KpiChoice(kpi_id, 2024, place, "all")
    years = fetch_kpi_years(load_principal(), choice)
    [figure] = years.filter(pl.col("period_year") == 2024)["actual"]
    assert fetch_counted_rows(load_principal(), choice).height == figure


def test_rows_are_shown_with_the_goal_that_counts_them() -> None:
    titles = [each.value for each in open_page(kpi="KPI-112-16").subheader]
    assert any("rader bakom Antal genomförda kontorsrevisioner" in t for t in titles)


def test_rows_are_for_those_who_follow_up() -> None:
    choice = KpiChoice("KPI-112-10", 2024, "SE", "all")
    steering = Principal("steering_group", (), load_principal().build_id)
    assert fetch_counted_rows(steering, choice).is_empty()
    own = fetch_counted_rows(build_region_reader("12"), choice)
    assert set(own["place_name"]) == {"Region Skåne"}


def test_agreement_is_shown_with_its_interval() -> None:
    texts = find_texts(open_page(kpi="KPI-112-06"))
    found = re.search(r"intervall (-?0,\d\d)\u2013(-?[01],\d\d)", texts)
    assert found, texts
    low, high = (float(end.replace(",", ".")) for end in found.groups())
    assert low < 0.65 < high
