"""Let people come to the trainings: from the network, and others in the regions.

people + occasions -> [attendance] -> registrations
"""

from datetime import date
from typing import Any

import numpy as np
import polars as pl

from pipelines.example.contract_lines import SILENT_REGION
from pipelines.example.e_learning import find_in_role
from pipelines.example.network_years import Year
from pipelines.example.own_auditors import OWN_PERFORMERS
from pipelines.example.registers import draw_known, draw_shares

#: Of those who register for a webinar, how many are from the network itself.
NETWORK_SHARE = 0.5
N_GUESTS = 230
#: Registered, and what became of it; some are never ticked off.
STATES = {"attended": 0.78, "absent": 0.11, "withdrawn": 0.07, "registered": 0.04}
BLANK_REGION_SHARE = 0.02
#: An internal introduction is for those who are new since the one before.
NEW_WITHIN_DAYS = 300
COURSE_SIZE = 10
#: Suppliers and auditors have trainings of their own.
OPEN_TO_PEOPLE = ("webinar", "internal_introduction", "diploma_course", "other")
#: Whoever comes to these has completed something.
COURSES = ("internal_introduction", "diploma_course")


def draw_guests(rng: np.random.Generator, regions: pl.DataFrame) -> pl.DataFrame:
    """Draw the regions' staff who come to webinars without a role in the network."""
    weights = regions["buying_weight"].to_numpy().copy()
    weights[regions["region_code"].index_of(SILENT_REGION)] = 0
    codes = regions["region_code"].to_numpy()
    return pl.DataFrame(
        {
            "person_id": [f"G-{n:03d}" for n in range(1, N_GUESTS + 1)],
            "region_code": rng.choice(codes, N_GUESTS, p=weights / weights.sum()),
        }
    )


def draw_attendance(
    rng: np.random.Generator,
    people: pl.DataFrame,
    record: pl.DataFrame,
    occasions: pl.DataFrame,
    *,
    regions: pl.DataFrame,
    years: dict[int, Year],
) -> pl.DataFrame:
    """Draw who registers for webinars, introductions and courses, and who comes.

    Returns:
        Registrations: occasion_id, person_id, region_code, attendance_state_code and
        completed_on.
    """
    guests = draw_guests(rng, regions)
    own = record.filter(pl.col("performer_code").is_in(OWN_PERFORMERS))["auditor_id"]
    veterans = people.filter(pl.col("person_id").is_in(own.to_list()))
    open_to_people = occasions.filter(
        pl.col("occasion_state_code") != "cancelled",
        pl.col("training_kind_code").is_in(OPEN_TO_PEOPLE),
    )
    drawn = []
    for row in open_to_people.iter_rows(named=True):
        in_role = find_in_role(people, row["held_on"])
        if row["training_kind_code"] == "webinar":
            n = years[row["held_on"].year]["n_webinar_attending"] or 0
            coming = _draw_webinar(rng, in_role, guests, n / STATES["attended"])
        elif row["training_kind_code"] == "internal_introduction":
            # The first one is also for those who had audited long before it.
            coming = _find_new(in_role, veterans, row["held_on"])
        else:
            coming = _draw_some(rng, in_role, COURSE_SIZE)
        drawn.append(_draw_states(rng, coming, row, veterans["person_id"].to_list()))
        if row["training_kind_code"] == "internal_introduction":
            veterans = veterans.clear()
    everyone = pl.concat(drawn)
    known = draw_known(rng, everyone["region_code"], BLANK_REGION_SHARE)
    return everyone.with_columns(region_code=known)


def _draw_webinar(
    rng: np.random.Generator, in_role: pl.DataFrame, guests: pl.DataFrame, n: float
) -> pl.DataFrame:
    n_registered = round(n * rng.uniform(0.85, 1.15))
    n_network = min(round(n_registered * NETWORK_SHARE), in_role.height)
    return pl.concat(
        [
            _draw_some(rng, in_role, n_network),
            _draw_some(rng, guests, n_registered - n_network),
        ]
    )


def _draw_some(rng: np.random.Generator, people: pl.DataFrame, n: int) -> pl.DataFrame:
    chosen = rng.permutation(people.height)[:n]
    return people[chosen].select("person_id", "region_code")


def _find_new(in_role: pl.DataFrame, veterans: pl.DataFrame, day: date) -> pl.DataFrame:
    age = pl.lit(day) - pl.col("joined_on")
    new = in_role.filter(age <= pl.duration(days=NEW_WITHIN_DAYS))
    return (
        pl.concat([new.select(veterans.columns), veterans])
        .unique("person_id", keep="first", maintain_order=True)
        .select("person_id", "region_code")
    )


def _draw_states(
    rng: np.random.Generator,
    coming: pl.DataFrame,
    row: dict[str, Any],
    certain: list[str],
) -> pl.DataFrame:
    """Say who came; a course is completed, a webinar only attended."""
    came = "completed" if row["training_kind_code"] in COURSES else "attended"
    drawn = draw_shares(rng, STATES, coming.height).replace("attended", came)
    is_certain = coming["person_id"].is_in(certain)
    states = pl.select(pl.when(is_certain).then(pl.lit(came)).otherwise(drawn))
    if row["occasion_state_code"] == "planned":
        states = pl.select(pl.repeat("registered", coming.height))
    return coming.with_columns(
        states.to_series().alias("attendance_state_code")
    ).select(
        "person_id",
        "region_code",
        "attendance_state_code",
        occasion_id=pl.lit(row["occasion_id"]),
        completed_on=pl.when(attendance_state_code="completed").then(
            pl.lit(row["held_on"])
        ),
    )
