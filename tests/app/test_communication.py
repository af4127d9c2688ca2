from datetime import date
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from app.access import load_principal
from app.queries.kpi_figures import KpiChoice, fetch_kpi_breaks, fetch_kpi_years
from app.queries.reach import fetch_result_reach

pytestmark = pytest.mark.usefixtures("example_home")
MAIN = str(Path("app/main.py").resolve())


def open_page(**address: str) -> AppTest:
    page = AppTest.from_file(MAIN, default_timeout=60)
    for name, text in address.items():
        page.query_params[name] = text
    return page.switch_page("views/communication.py").run()


def test_the_page_shows_how_its_goals_stand() -> None:
    page = open_page()
    assert not page.exception
    assert "mål uppnå" in page.header[0].value


def test_the_address_chooses_the_goal() -> None:
    page = open_page(kpi="KPI-13-01")
    assert page.header[1].value == "Antal nyheter via webb och sociala medier"


@pytest.mark.parametrize(
    "address", [{"place": "A"}, {"place": "09"}, {"category": "food"}, {"lang": "en"}]
)
def test_every_filter_can_be_set(address: dict[str, str]) -> None:
    assert not open_page(**address).exception


@pytest.mark.parametrize("kpi_id", ["KPI-13-03", "KPI-13-04", "KPI-13-08"])
def test_a_goal_can_stand_in_full_and_among_reach(kpi_id: str) -> None:
    assert not open_page(kpi=kpi_id).exception


def test_reach_is_shown_by_channel_and_category() -> None:
    page = open_page()
    headers = [each.value for each in page.header]
    assert "Vilka resultaten når" in headers
    titles = [each.value for each in page.subheader]
    assert any(title.startswith("Kanal") for title in titles)


def test_what_is_published_and_read_is_told_by_category() -> None:
    rows = fetch_result_reach(load_principal(), year=2024)
    whole, parts = rows.head(1), rows.tail(-1)
    assert whole["category_code"].item() == "all"
    for column in ("n_published", "n_page_views", "n_downloads"):
        assert whole[column].item() == parts[column].sum() > 0
    assert 0 < whole["n_in_time"].item() <= whole["n_closed"].item()
    titles = [each.value for each in open_page().subheader]
    published = f"{whole['n_published'].item()} sammanfattningar publicerade 2024"
    assert any(title.startswith(published) for title in titles)


def test_published_summaries_are_the_key_figures_own() -> None:
    whole = fetch_result_reach(load_principal(), year=2024).head(1)
    choice = KpiChoice("KPI-13-06", 2024, "SE", "all")
    years = fetch_kpi_years(load_principal(), choice)
    actual = years.filter(pl.col("period_year") == 2024)["actual"].item()
    assert whole["n_published"].item() == actual


def test_a_year_without_any_of_it_shows_no_list() -> None:
    assert fetch_result_reach(load_principal(), year=1999).is_empty()


def test_a_moved_site_breaks_the_series_of_visitors() -> None:
    breaks = fetch_kpi_breaks(load_principal(), "KPI-13-04")
    assert breaks["broken_on"].to_list() == [date(2025, 9, 1)]
    assert fetch_kpi_breaks(load_principal(), "KPI-13-01").is_empty()
