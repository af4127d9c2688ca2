"""Fill the posts of the network: who has which role for which region, and how long.

regions + audits -> [people] -> one row per person and role
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from pipelines.example.contract_lines import SILENT_REGION
from pipelines.example.own_auditors import (
    ROLE_OF_PERFORMER,
    build_own_posts,
)
from pipelines.example.periods import DATA_DATE
from pipelines.example.person_names import build_person_names

REGION_ROLES = ("regional_coordinator", "social_contact", "environmental_contact")
N_STEERING, N_OFFICERS = 8, 2
#: The secretariat's budget was doubled in 2023.
OFFICERS_FROM = date(2023, 3, 1)
#: Days in a post: as a gamma draw around five years; then a while with nobody.
TENURE_SHAPE, TENURE_SCALE = 3.0, 620
LONGEST_GAP = 120
#: Two regions that share a person, and one where one person has both matters.
SHARED_REGIONS = ("22", "23")
ONE_CONTACT_REGION = "10"
N_PROMOTED = 3
TYPES = {
    "person_id": pl.String,
    "role_code": pl.String,
    "region_code": pl.String,
    "joined_on": pl.Date,
    "left_on": pl.Date,
}
Row = tuple[str | None, str, str | None, date, date | None]


@dataclass(frozen=True)
class Post:
    """One place in the network, filled by one person at a time."""

    role_code: str
    region_code: str | None
    opened_on: date
    #: Somebody whose number the audits already know, and when they left.
    auditor_id: str | None = None
    auditor_left_on: date | None = None


def draw_people(
    rng: np.random.Generator,
    regions: pl.DataFrame,
    record: pl.DataFrame,
    first_year: int,
) -> pl.DataFrame:
    """Draw everybody who has had a role since before the first year.

    Args:
        rng: The stream of the topic.
        regions: One row per region.
        record: What `build_auditor_record` returns.
        first_year: Of the follow-ups; the posts are older.

    Returns:
        One row per person and role, in order of day: TYPES, full_name, contact_email.
    """
    posts = _find_posts(regions, record, date(first_year - 2, 1, 15))
    rows = [row for post in posts for row in _draw_holders(rng, post)]
    people = pl.DataFrame(rows, schema=TYPES, orient="row").sort(
        "joined_on", "role_code", "region_code", maintain_order=True
    )
    new = pl.col("person_id").is_null()
    number = new.cum_sum().cast(pl.String).str.zfill(3)
    numbered = people.with_columns(
        person_id=pl.when(new).then("P-" + number).otherwise("person_id")
    )
    people = _build_shared(_build_promoted(numbered))
    return people.hstack(build_person_names(people["person_id"]))


def _find_posts(
    regions: pl.DataFrame, record: pl.DataFrame, opened_on: date
) -> list[Post]:
    own = build_own_posts(regions, record)
    taken = {(row[1], row[2]): (row[0], row[3]) for row in own.iter_rows()}
    places = [
        (role, code)
        for code in regions["region_code"]
        if code != SILENT_REGION
        for role in (
            ("regional_coordinator", "contact_person")
            if code == ONE_CONTACT_REGION
            else REGION_ROLES
        )
    ]
    areas = regions.filter(pl.col("region_code") != SILENT_REGION).unique(
        "procurement_region_code", keep="first", maintain_order=True
    )
    places += [("area_coordinator", code) for code in areas["region_code"]]
    return [
        *(
            Post(role, code, opened_on, *taken.get((role, code), (None, None)))
            for role, code in places
        ),
        *(Post("steering_group", None, opened_on) for _ in range(N_STEERING)),
        *(Post("secretariat", None, OFFICERS_FROM) for _ in range(N_OFFICERS)),
        *(
            Post(ROLE_OF_PERFORMER[performer], None, joined_on, auditor_id)
            for auditor_id, performer, joined_on in record.filter(
                pl.col("performer_code").is_in(list(ROLE_OF_PERFORMER))
            )
            .select("auditor_id", "performer_code", "first_on")
            .iter_rows()
        ),
    ]


def _draw_holders(rng: np.random.Generator, post: Post) -> list[Row]:
    """Follow one post: somebody comes, stays some years, leaves, somebody comes."""
    place = (post.role_code, post.region_code)
    if post.auditor_id is not None:
        joined_on = post.opened_on - timedelta(days=int(rng.integers(30, 300)))
        rows: list[Row] = [(post.auditor_id, *place, joined_on, post.auditor_left_on)]
        joined_on = post.auditor_left_on or DATA_DATE
    else:
        # Nobody had just begun when the posts were first written down.
        rows, joined_on = [], post.opened_on - timedelta(days=int(rng.integers(0, 900)))
    while joined_on + timedelta(days=LONGEST_GAP) < DATA_DATE:
        joined_on += timedelta(days=int(rng.integers(5, LONGEST_GAP)))
        stayed = timedelta(days=int(rng.gamma(TENURE_SHAPE, TENURE_SCALE)) + 120)
        left_on = joined_on + stayed if joined_on + stayed < DATA_DATE else None
        rows.append((None, *place, joined_on, left_on))
        joined_on = left_on or DATA_DATE
    return rows


def _build_promoted(people: pl.DataFrame) -> pl.DataFrame:
    """Let some contact persons become coordinators of the same region."""
    rows = people.with_row_index("row")
    left = rows.filter(pl.col("left_on").is_not_null(), role_code="social_contact")
    came = rows.filter(
        pl.col("person_id").str.starts_with("P"), role_code="regional_coordinator"
    )
    able = (
        left.join(came, on="region_code", suffix="_after")
        .filter(
            (pl.col("joined_on_after") - pl.col("left_on")).is_between(
                pl.duration(days=1), pl.duration(days=900)
            )
        )
        .sort("joined_on_after", "row")
        .unique("region_code", keep="first", maintain_order=True)
        .head(N_PROMOTED)
    )
    return _build_same_person(people, able["row"], able["row_after"])


def _build_shared(people: pl.DataFrame) -> pl.DataFrame:
    """Let one person look after the environment of two regions."""
    now = people.with_row_index("row").filter(
        pl.col("left_on").is_null(), role_code="environmental_contact"
    )
    places = [now.filter(region_code=code)["row"] for code in SHARED_REGIONS]
    if not all(len(place) for place in places):
        return people
    return _build_same_person(people, *places)


def _build_same_person(
    people: pl.DataFrame, who: pl.Series, rows: pl.Series
) -> pl.DataFrame:
    changed = people["person_id"].scatter(
        rows.cast(pl.Int64), people["person_id"].gather(who)
    )
    return people.with_columns(person_id=changed)
