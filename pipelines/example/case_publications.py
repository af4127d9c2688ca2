"""Publish the summaries of closed cases: sooner every year, but not always.

cases + audits + findings -> [case_publications] -> quality criterion 9
"""

import numpy as np
import polars as pl

from pipelines.example.periods import (
    DATA_DATE,
    NO_DAY,
    Days,
    Flags,
    draw_workdays,
    find_known,
)
from pipelines.example.registers import draw_known, draw_shares

ADDRESS = "https://exempel.invalid/uppfoljningar/"
#: Median days from closure to publication: first so many, then fewer every year.
FIRST_YEAR, FIRST_DAYS, FEWER_DAYS, FEWEST_DAYS = 2018, 105, 9, 40
PUBLISHED_SHARE = 0.9
OBSTACLES = {"secrecy": 0.5, "trade_secret": 0.25, "legal_dispute": 0.15, "other": 0.1}
OBSTACLE_SHARE = 0.09
#: Lights came with the guidance of this year.
LIGHTS_FROM = 2023


def draw_publications(
    rng: np.random.Generator, cases: pl.DataFrame, findings: pl.DataFrame
) -> pl.DataFrame:
    """Draw publication day, traffic light and obstacle.

    Args:
        rng: The stream of the topic.
        cases: In order; a row's place is the findings' `case_ix`.
        findings: With grade, deadlines and the day of verified correction.

    Returns:
        One row per closed case, and per open case whose findings are being handled,
        which has a light but no summary.
    """
    published, has_obstacle = _draw_days(rng, cases["closed_on"])
    obstacle = draw_shares(rng, OBSTACLES, cases.height)
    address = ADDRESS + cases["case_id"].str.to_lowercase()
    return (
        cases.with_columns(
            published_on=pl.Series(published),
            traffic_light_code=_find_lights(cases, findings),
            publication_obstacle_code=pl.when(pl.Series(has_obstacle)).then(obstacle),
            publication_url=draw_known(rng, address, 0.05),
        )
        .with_columns(
            publication_url=pl.when(pl.col("published_on").is_not_null()).then(
                "publication_url"
            )
        )
        .filter(
            pl.col("closed_on").is_not_null()
            | pl.col("traffic_light_code").is_not_null()
        )
    )


def _draw_days(rng: np.random.Generator, closed: pl.Series) -> tuple[Days, Flags]:
    """Draw the day of publication, and whether something stands in the way."""
    n = len(closed)
    days = FIRST_DAYS - FEWER_DAYS * (closed.dt.year() - FIRST_YEAR)
    median = days.fill_null(FIRST_DAYS).clip(FEWEST_DAYS, 2 * FIRST_DAYS).to_numpy()
    waited = np.round(median * rng.lognormal(0, 0.45, n)).astype("timedelta64[D]")
    due = closed.to_numpy() + waited
    is_closed = closed.is_not_null().to_numpy()
    has_obstacle = is_closed & (rng.random(n) < OBSTACLE_SHARE)
    is_published = is_closed & ~has_obstacle & (rng.random(n) < PUBLISHED_SHARE)
    published = np.full(n, NO_DAY)
    published[is_published] = draw_workdays(rng, due[is_published], due[is_published])
    # A weekend is rolled backwards, which must not lead to before the closure.
    published = np.fmax(published, closed.to_numpy())
    return find_known(np.where(is_published, published, NO_DAY)), has_obstacle


def _find_lights(cases: pl.DataFrame, findings: pl.DataFrame) -> pl.Series:
    """Give red for what is not corrected in time, yellow for what is being handled."""
    open_ones = findings.filter(
        pl.col("verified_on").is_null() & (pl.col("grade_code") != "observation")
    )
    due = pl.coalesce("changed_due_on", "due_on")
    late = open_ones.filter(due < DATA_DATE)["case_ix"].unique().to_list()
    handled = open_ones["case_ix"].unique().to_list()
    case_ix = pl.int_range(pl.len())
    last_day = pl.col("closed_on").fill_null(DATA_DATE)
    return cases.select(
        pl.when(last_day.dt.year() < LIGHTS_FROM)
        .then(None)
        .when(case_ix.is_in(late))
        .then(pl.lit("red"))
        .when(case_ix.is_in(handled))
        .then(pl.lit("yellow"))
        .when(pl.col("closed_on").is_not_null())
        .then(pl.lit("green"))
    ).to_series()
