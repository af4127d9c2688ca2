"""Publish news in several channels, and brief politicians and management.

follow-up cases + regions -> [communication] -> one row per item and channel
"""

from datetime import date, timedelta

import numpy as np
import polars as pl

from pipelines.example.contract_lines import SILENT_REGION
from pipelines.example.network_years import Year
from pipelines.example.periods import DATA_DATE, draw_workdays
from pipelines.example.person_names import build_names
from pipelines.example.registers import build_numbers, draw_known
from pipelines.example.story_texts import draw_texts

#: Where a story is told besides the website: the share, from year, to year.
CHANNELS = {
    "linkedin": (0.72, 2018, 2100),
    "x": (0.5, 2018, 2022),
    "facebook": (0.25, 2018, 2021),
}
#: Of the year's stories, how many are reports and press releases.
N_REPORTS, N_PRESS = 1, 2
N_PLANNED = 5
AUDIENCES = ("politicians", "regional_management")
BLANK_PLANNED_SHARE, BLANK_STORY_SHARE, BLANK_AUDIENCE_SHARE = 0.3, 0.3, 0.08


def draw_communication(
    rng: np.random.Generator,
    regions: pl.DataFrame,
    categories: pl.DataFrame,
    cases: pl.DataFrame,
    years: dict[int, Year],
) -> pl.DataFrame:
    """Draw everything that was told, and what is planned to be.

    Returns:
        One row per item and channel, and per briefing, in order of day.
    """
    stories = draw_texts(rng, _draw_stories(rng, years), cases, categories)
    items = pl.concat(
        [_draw_channels(rng, stories), _draw_briefings(rng, regions, years)],
        how="diagonal",
    ).sort("told_on", "story_id", "channel_code", "region_code", nulls_last=True)
    n = items.height
    day = pl.col("told_on")
    is_published = day <= DATA_DATE
    lead = pl.duration(days=pl.lit(pl.Series(rng.integers(2, 40, n))))
    is_planned = pl.Series(rng.random(n) >= BLANK_PLANNED_SHARE)
    # A story in one channel often never got a number of its own.
    is_numbered = pl.Series(rng.random(n) >= BLANK_STORY_SHARE)
    alone = pl.len().over("story_id") == 1
    authors = build_names(pl.Series(rng.integers(860, 866, n)))["full_name"]
    return items.with_columns(
        item_id=build_numbers("KOM", items["told_on"].dt.year().to_numpy()),
        published_on=pl.when(is_published).then(day),
        planned_on=pl.when(~is_published)
        .then(day)
        .when(is_planned)
        .then((day - lead).cast(pl.Date)),
        story_id=pl.when(~alone | is_numbered).then("story_id"),
        audience_code=draw_known(rng, items["audience_code"], BLANK_AUDIENCE_SHARE),
        author_name=authors,
    ).drop("told_on")


def _draw_stories(rng: np.random.Generator, years: dict[int, Year]) -> pl.DataFrame:
    """Draw a day and a kind for every story of every year, and for those to come."""
    parts = []
    for year, plan in years.items():
        n = int(plan["n_stories"] or 0)
        days = _draw_days(rng, date(year, 1, 8), min(date(year, 12, 20), DATA_DATE), n)
        kinds = ["report"] * N_REPORTS + ["press"] * N_PRESS
        kinds = [*kinds, *["news"] * n][:n]
        parts.append(pl.DataFrame({"told_on": days, "communication_kind_code": kinds}))
    first = DATA_DATE + timedelta(days=3)
    later = _draw_days(rng, first, first + timedelta(days=40), N_PLANNED)
    parts.append(
        pl.DataFrame({"told_on": later}).with_columns(
            communication_kind_code=pl.lit("news")
        )
    )
    stories = pl.concat(parts).sort("told_on", "communication_kind_code")
    numbers = build_numbers("B", stories["told_on"].dt.year().to_numpy())
    return stories.with_columns(story_id=numbers)


def _draw_channels(rng: np.random.Generator, stories: pl.DataFrame) -> pl.DataFrame:
    """Tell every story on the website, and some elsewhere too."""
    year = stories["told_on"].dt.year()
    told = [stories.with_columns(channel_code=pl.lit("website"))]
    for channel, (part, first, last) in CHANNELS.items():
        is_there = pl.Series(rng.random(stories.height) < part)
        told.append(
            stories.filter(is_there & year.is_between(first, last)).with_columns(
                channel_code=pl.lit(channel), communication_kind_code=pl.lit("social")
            )
        )
    return pl.concat(told).with_columns(audience_code=pl.lit("all"))


def _draw_briefings(
    rng: np.random.Generator, regions: pl.DataFrame, years: dict[int, Year]
) -> pl.DataFrame:
    codes = regions.filter(pl.col("region_code") != SILENT_REGION)["region_code"]
    parts = []
    for year, plan in years.items():
        n = int(plan["n_briefings"] or 0)
        last = min(date(year, 12, 15), DATA_DATE)
        parts.append(
            pl.DataFrame(
                {
                    "told_on": _draw_days(rng, date(year, 1, 20), last, n),
                    "region_code": codes.gather(rng.integers(0, codes.len(), n)),
                    "audience_code": rng.choice(AUDIENCES, n),
                }
            )
        )
    briefings = pl.concat(parts)
    return briefings.with_columns(
        communication_kind_code=pl.lit("briefing"), channel_code=pl.lit("meeting")
    )


def _draw_days(rng: np.random.Generator, first: date, last: date, n: int) -> pl.Series:
    days = draw_workdays(rng, np.full(n, first, "M8[D]"), np.full(n, last, "M8[D]"))
    return pl.Series(days).cast(pl.Date)
