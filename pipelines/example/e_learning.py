"""Let coordinators and contact persons do the e-learning, a planned share by each year.

people + e-learning occasions -> [e_learning] -> registrations
"""

from datetime import date

import numpy as np
import polars as pl

from pipelines.example.network_years import Year
from pipelines.example.own_auditors import OWN_PERFORMERS
from pipelines.example.periods import DATA_DATE, draw_workdays

#: The 68 percent published for 2021 are of these.
ROLES = (
    "regional_coordinator",
    "area_coordinator",
    "social_contact",
    "environmental_contact",
    "contact_person",
)
#: How many have begun and not finished, for each ten who have.
UNFINISHED_SHARE = 0.1
SCORE_MEAN, SCORE_SD, PASSED = 82.0, 9.0, 60.0
BLANK_SCORE_SHARE = 0.08


def draw_e_learning(
    rng: np.random.Generator,
    people: pl.DataFrame,
    record: pl.DataFrame,
    occasions: pl.DataFrame,
    years: dict[int, Year],
) -> pl.DataFrame:
    """Draw who completes the e-learning each year, and with what result.

    Args:
        rng: The stream of the topic.
        people: One row per person and role.
        record: The auditors; those of the regions do it first.
        occasions: The one e-learning of each year is looked up here.
        years: `e_learning_share` of those in role at the year's end.

    Returns:
        Registrations: occasion_id, person_id, region_code, attendance_state_code,
        completed_on, test_score.
    """
    own = record.filter(pl.col("performer_code").is_in(OWN_PERFORMERS))["auditor_id"]
    opened = {
        day.year: (number, day)
        for number, day in occasions.filter(training_kind_code="e_learning")
        .select("occasion_id", "held_on")
        .iter_rows()
    }
    done: list[str] = []
    drawn = []
    for year, plan in years.items():
        number, first = opened[year]
        last = min(date(year, 12, 20), DATA_DATE)
        in_role = find_in_role(people, last).sort("person_id")
        share = plan["e_learning_share"] or 0
        n_missing = round(share * in_role.height) - int(
            in_role["person_id"].is_in(done).sum()
        )
        waiting = in_role.filter(~pl.col("person_id").is_in(done))
        is_own = waiting["person_id"].is_in(own.to_list()).to_numpy()
        chosen = waiting[np.argsort(rng.random(waiting.height) - is_own)]
        n_tried = round(max(n_missing, 0) * (1 + UNFINISHED_SHARE))
        tried = chosen.head(n_tried).with_row_index("place")
        drawn.append(
            _draw_results(
                rng, tried, n_done=max(n_missing, 0), first=first, last=last
            ).with_columns(occasion_id=pl.lit(number))
        )
        done += chosen.head(max(n_missing, 0))["person_id"].to_list()
    return pl.concat(drawn)


def find_in_role(people: pl.DataFrame, day: date) -> pl.DataFrame:
    """Find the coordinators and contact persons of a day, once each."""
    return people.filter(
        pl.col("role_code").is_in(ROLES),
        pl.col("joined_on") <= day,
        pl.col("left_on").is_null() | (pl.col("left_on") >= day),
    ).unique("person_id", keep="first", maintain_order=True)


def _draw_results(
    rng: np.random.Generator,
    tried: pl.DataFrame,
    *,
    n_done: int,
    first: date,
    last: date,
) -> pl.DataFrame:
    n = tried.height
    begun = np.maximum(tried["joined_on"].to_numpy(), np.datetime64(first, "D"))
    days = draw_workdays(rng, begun, np.full(n, last, "M8[D]"))
    scores = np.clip(np.round(rng.normal(SCORE_MEAN, SCORE_SD, n)), PASSED, 100)
    is_scored = pl.Series(rng.random(n) >= BLANK_SCORE_SHARE)
    is_done = pl.col("place") < n_done
    return tried.select(
        "person_id",
        "region_code",
        attendance_state_code=pl.when(is_done)
        .then(pl.lit("completed"))
        .otherwise(pl.lit("registered")),
        completed_on=pl.when(is_done).then(pl.Series(days).cast(pl.Date)),
        test_score=pl.when(is_done & is_scored).then(pl.Series(scores).cast(pl.Int64)),
    )
