"""The KPIs on communication, as kpis.csv defines them."""

from datetime import timedelta

import polars as pl

from tests.integration.exports_read_by_hand import Exports
from tests.integration.kpis_recounted import Definition, Period, count, count_different


def find_news(exports: Exports, period: Period) -> pl.DataFrame:
    """Items of stories that were first published in the period."""
    news = exports.read("communication_items").filter(
        pl.col("communication_kind_code").is_in(["news", "social"]),
        pl.col("published_on").is_not_null(),
    )
    told = news.with_columns(pl.coalesce("story_id", "item_id").alias("story_id"))
    first = pl.col("published_on").min().over("story_id")
    return told.with_columns(first_on=first).filter(period.has("first_on"))


def find_newsletters(exports: Exports, period: Period) -> pl.DataFrame:
    return exports.read("newsletters").filter(period.has("sent_on"))


def find_briefings(exports: Exports, period: Period) -> pl.DataFrame:
    items = exports.read("communication_items")
    return items.filter(period.has("published_on"), communication_kind_code="briefing")


def find_summaries(exports: Exports, period: Period) -> pl.DataFrame:
    cases = exports.read("follow_up_cases")
    published = exports.read("follow_up_publications").filter(
        period.has("published_on")
    )
    return cases.join(published, on="case_id").filter(
        pl.col("closed_on").is_not_null() | pl.col("traffic_light_code").is_not_null()
    )


def find_to_be_published(exports: Exports, period: Period) -> pl.DataFrame:
    closed = exports.read("follow_up_cases").filter(
        period.has("closed_on"),
        pl.col("closure_reason_code").is_in(["corrected", "no_deviations"]),
        pl.col("closed_on") + timedelta(days=90) <= exports.data_on,
    )
    publications = exports.read("follow_up_publications")
    due = closed.join(publications, on="case_id", how="left")
    return due.filter(pl.col("publication_obstacle_code").is_null())


def find_scanning(exports: Exports, period: Period) -> pl.DataFrame:
    """Items of categories that were prioritised on the day they were shared."""
    items = exports.read("environmental_scanning").filter(period.has("shared_on"))
    prioritised = exports.read("purchasing_categories")
    return items.join(prioritised, on="category_code").filter(
        pl.col("shared_on") >= pl.col("prioritised_from_on"),
        pl.col("prioritised_to_on").is_null()
        | (pl.col("shared_on") <= pl.col("prioritised_to_on")),
    )


DEFINITIONS = {
    "KPI-13-01": Definition(find_news, count_different("story_id"), has_regions=False),
    "KPI-13-02": Definition(
        find_newsletters,
        count_different("issue_id"),
        has_regions=False,
        has_categories=False,
    ),
    "KPI-13-05": Definition(
        find_scanning,
        count_different("item_id"),
        split=("source_type", "source_kind_code"),
        has_regions=False,
    ),
    "KPI-13-06": Definition(
        find_summaries,
        count_different("case_id"),
        split=("traffic_light", "traffic_light_code"),
    ),
    "KPI-13-07": Definition(
        find_to_be_published,
        count(
            pl.col("published_on") <= pl.col("closed_on") + timedelta(days=90),
        ),
        count(),
    ),
    "KPI-13-09": Definition(find_briefings, count(), has_categories=False),
}
