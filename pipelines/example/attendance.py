"""Let people come to the trainings: from the network, and others in the regions.

people + occasions -> [attendance] -> registrations
"""

import numpy as np
import polars as pl

from pipelines.example.contract_lines import SILENT_REGION
from pipelines.example.e_learning import find_in_role
from pipelines.example.network_years import Year
from pipelines.example.own_auditors import OWN_PERFORMERS
from pipelines.example.registers import draw_known

#: Of those who register for a webinar, how many are from the network itself.
NETWORK_SHARE = 0.5
N_GUESTS = 230
#: Registered, and what became of it; some are never ticked off.
STATES = {"attended": 0.78, "absent": 0.11, "withdrawn": 0.07, "registered": 0.04}
BLANK_REGION_SHARE = 0.02
#: An internal introduction is for those who are new since the one before.
NEW_WITHIN_DAYS = 300
DIPLOMA_COURSE_SIZE, OTHER_SIZE = 9, 14


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
    waiting = people.filter(pl.col("person_id").is_in(own.to_list()))
    drawn = []
    open_to_people = occasions.filter(
        pl.col("occasion_state_code") != "cancelled",
        pl.col("training_kind_code").is_in(
            ["webinar", "internal_introduction", "diploma_course", "other"]
        ),
    )
    for row in open_to_people.iter_rows(named=True):
        in_role = find_in_role(people, row["held_on"])
        match row["training_kind_code"]:
            case "webinar":
                n = years[row["held_on"].year]["n_webinar_attending"] or 0
                coming = _draw_webinar(rng, in_role, guests, n / STATES["attended"])
            case "internal_introduction":
                # The first one is also for those who had audited long before it.
                coming = pl.concat(
                    [
                        _find_new(in_role, row),
                        waiting.select("person_id", "region_code"),
                    ]
                ).unique("person_id", keep="first", maintain_order=True)
            case "diploma_course":
                coming = _draw_some(rng, in_role, DIPLOMA_COURSE_SIZE)
            case _:
                coming = _draw_some(rng, in_role, OTHER_SIZE)
        drawn.append(_draw_states(rng, coming, row, waiting["person_id"].to_list()))
        if row["training_kind_code"] == "internal_introduction":
            waiting = waiting.clear()
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


def _find_new(in_role: pl.DataFrame, row: dict[str, object]) -> pl.DataFrame:
    age = pl.lit(row["held_on"]) - pl.col("joined_on")
    return in_role.filter(age <= pl.duration(days=NEW_WITHIN_DAYS)).select(
        "person_id", "region_code"
    )


def _draw_states(
    rng: np.random.Generator,
    coming: pl.DataFrame,
    row: dict[str, object],
    certain: list[str],
) -> pl.DataFrame:
    """Say who came; a course is completed, a webinar only attended."""
    is_course = row["training_kind_code"] in {
        *("internal_introduction", "diploma_course"),
    }
    came = "completed" if is_course else "attended"
    states = pl.Series(rng.choice(list(STATES), coming.height, p=[*STATES.values()]))
    states = states.replace("attended", came)
    state = pl.when(pl.col("person_id").is_in(certain)).then(pl.lit(came))
    if row["occasion_state_code"] == "planned":
        states, state = pl.Series(["registered"] * coming.height), pl.when(False)
        state = state.then(pl.lit(came))
    return coming.with_columns(attendance_state_code=state.otherwise(states)).select(
        "person_id",
        "region_code",
        "attendance_state_code",
        occasion_id=pl.lit(row["occasion_id"]),
        completed_on=pl.when(pl.col("attendance_state_code") == "completed").then(
            pl.lit(row["held_on"])
        ),
    )
