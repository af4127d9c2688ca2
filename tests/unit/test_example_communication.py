from datetime import date

import polars as pl
import pytest

from pipelines.example.web_visits import MOVED_ON
from pipelines.example.write_example import build_example

DATA_DATE = date(2025, 10, 31)
YEARS = range(2018, 2026)
Tables = dict[tuple[str, str], pl.DataFrame]


@pytest.fixture(scope="module", params=[1, 2, 3], ids="seed {}".format)
def tables(request) -> Tables:
    return build_example(seed=request.param, n_suppliers=400, n_years=8).tables


@pytest.fixture(scope="module")
def items(tables) -> pl.DataFrame:
    return tables["communication_items", "items"]


@pytest.fixture(scope="module")
def scanned(tables) -> pl.DataFrame:
    return tables["environmental_scanning", "scanning_items"]


@pytest.fixture(scope="module")
def visits(tables) -> pl.DataFrame:
    return tables["web_statistics", "site_visits"]


def count_by_year(frame: pl.DataFrame, day: str, column: str) -> list[int]:
    counts = dict(
        frame.drop_nulls(day)
        .group_by(pl.col(day).dt.year())
        .agg(pl.col(column).n_unique())
        .iter_rows()
    )
    return [counts.get(year, 0) for year in YEARS]


def test_stories_grow_but_not_every_year(items) -> None:
    told = items.filter(pl.col("communication_kind_code") != "briefing")
    stories = told.with_columns(story_id=pl.coalesce("story_id", "item_id"))
    counts = count_by_year(stories, "published_on", "story_id")
    assert counts == [22, 27, 35, 31, 38, 45, 44, 47]
    assert told.height > 1.3 * stories["story_id"].n_unique()


def test_channels_come_and_go(items) -> None:
    last = dict(
        items.group_by("channel_code").agg(pl.col("published_on").max()).iter_rows()
    )
    assert last["facebook"].year == 2021
    assert last["x"].year == 2022
    assert last["website"].year == last["linkedin"].year == 2025


def test_some_news_tell_a_result_once_each_and_never_before_it_is_there(
    items, tables
) -> None:
    told = items.drop_nulls("case_id")
    per_case = told.group_by("case_id").agg(pl.col("story_id").drop_nulls().n_unique())
    assert (per_case["story_id"] <= 1).all()
    assert 40 <= per_case.height <= 100
    cases = tables["follow_up_cases", "cases"].select("case_id", "closed_on")
    with_case = told.join(cases, on="case_id", how="left")
    assert (with_case["published_on"] >= with_case["closed_on"]).all()


def test_items_to_come_have_no_day_of_publication(items) -> None:
    to_come = items.filter(pl.col("published_on").is_null())
    assert to_come.height >= 5
    assert (to_come["planned_on"] > DATA_DATE).all()
    assert items["item_title"].drop_nulls().str.contains(r"[{}\x00]").sum() == 0
    assert items["item_id"].is_unique().all()


def test_briefings_reach_many_regions_but_not_all(items) -> None:
    briefings = items.filter(communication_kind_code="briefing")
    assert count_by_year(briefings, "published_on", "item_id") == [
        *(6, 7, 4, 6, 9, 12, 10, 13)
    ]
    assert briefings["region_code"].null_count() == 0
    assert "09" not in briefings["region_code"]


def test_newsletters_are_sent_and_one_year_is_lost(tables) -> None:
    issues = tables["newsletters", "newsletter_issues"]
    assert count_by_year(issues, "sent_on", "issue_id") == [3, 4, 4, 3, 0, 4, 5, 3]
    assert issues.select("issue_id", "audience_code").is_unique().all()
    delivered = issues["n_delivered"].fill_null(issues["n_recipients"])
    assert (delivered <= issues["n_recipients"]).all()
    assert (issues["n_unique_opens"] <= delivered).all()
    assert (issues["n_unique_clicks"] <= issues["n_unique_opens"]).all()
    assert issues["n_delivered"].null_count() > 0


def test_scanning_grows_until_one_category_is_forgotten(scanned) -> None:
    key = ["item_id", "category_code"]
    assert scanned.select(key).is_unique().all()
    counts = count_by_year(scanned, "seen_on", "item_id")
    assert counts[0] == 0
    assert counts[1:] == [34, 48, 61, 72, 90, 101, 99]
    categories = count_by_year(scanned, "seen_on", "category_code")
    assert categories[1:] == [16, 16, 16, 16, 16, 15, 16]
    assert scanned.height > scanned["item_id"].n_unique()


def test_a_planned_share_of_the_categories_is_scanned_each_quarter(scanned) -> None:
    quarters = (
        scanned.drop_nulls("shared_on")
        .group_by(pl.col("shared_on").dt.year(), "category_code")
        .agg(pl.col("shared_on").dt.quarter().n_unique().alias("n"))
    )
    covered = dict(quarters.filter(n=4).group_by("shared_on").agg(pl.len()).iter_rows())
    assert covered[2023] == 13
    assert covered[2024] == 12
    assert covered[2025] == 14


def test_visitors_are_counted_once_per_period(visits) -> None:
    assert (visits["n_visits"] >= visits["n_unique_visitors"]).all()
    kind = pl.col("period_text").str.len_chars()
    months = visits.filter(kind == 7).with_columns(
        year=pl.col("period_text").str.head(4)
    )
    years = visits.filter(kind == 4)
    added = months.group_by("site_code", year="year").agg(
        pl.col("n_visits", "n_unique_visitors").sum(), pl.len()
    )
    both = years.join(
        added, left_on=["site_code", "period_text"], right_on=["site_code", "year"]
    )
    assert both.height == years.height == 9
    assert (both["n_visits"] == both["n_visits_right"]).all()
    several = both.filter(pl.col("len") > 1)
    assert (several["n_unique_visitors"] < several["n_unique_visitors_right"]).all()
    assert visits.filter(kind == 10).height > 600


def test_the_site_moved_in_the_autumn_of_2025(visits) -> None:
    days = visits.filter(pl.col("period_text").str.len_chars() == 10)
    new = days.filter(site_code="husr")
    assert new["period_text"].min() == MOVED_ON.isoformat()
    old = days.filter(site_code="hallbarupphandling")
    assert old["period_text"].max() == "2025-09-30"
    years = visits.filter(period_text="2025")
    assert set(years["site_code"]) == {"hallbarupphandling", "husr"}


def test_a_site_has_one_count_per_page_and_period(tables) -> None:
    pages = tables["web_statistics", "page_views"]
    key = ["site_code", "period_text", "page_url"]
    assert pages.select(key).is_unique().all()
    counted = pl.col("n_page_views").is_not_null() | pl.col("n_downloads").is_not_null()
    assert pages.select(counted).to_series().all()
    results = (
        pages.filter(page_kind_code="results")
        .group_by("period_text")
        .agg(pl.col("n_page_views").sum())
    )
    by_period = dict(results.iter_rows())
    assert by_period["2018"] < by_period["2020"] < by_period["2024"]
    assert by_period["2021"] < by_period["2020"]
    lengths = set(pages["period_text"].str.len_chars())
    assert lengths == {4, 7, 10}


def test_page_views_add_up_to_those_of_the_site(tables, visits) -> None:
    pages = tables["web_statistics", "page_views"]
    added = pages.group_by("site_code", "period_text").agg(pl.col("n_page_views").sum())
    both = added.join(visits, on=["site_code", "period_text"])
    assert both.height == added.height
    assert (both["n_page_views"] == both["n_page_views_right"]).all()
