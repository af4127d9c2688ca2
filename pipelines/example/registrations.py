"""Put the registrations of persons and suppliers in one list, and number them.

e-learning + attendance + calibrations + suppliers -> [registrations] -> the register
"""

import polars as pl

from pipelines.example.person_names import build_person_names

#: Registrations that somebody made twice, by place in the list.
TWICE = (40, 300, 700)
COLUMNS = (
    *("occasion_id", "participant_kind_code", "person_id", "organisation_number"),
    *("region_code", "attendance_state_code", "completed_on", "test_score"),
    *("full_name", "contact_email"),
)


def build_registrations(
    occasions: pl.DataFrame, persons: list[pl.DataFrame], suppliers: pl.DataFrame
) -> pl.DataFrame:
    """Number every registration, in the order of the occasions.

    Returns:
        One row per registration: registration_id and COLUMNS. A few persons are
        registered twice for the same occasion, each time with a number of its own.
    """
    people = pl.concat(persons, how="diagonal_relaxed").with_columns(
        participant_kind_code=pl.lit("person")
    )
    named = people.hstack(build_person_names(people["person_id"]))
    firms = suppliers.with_columns(participant_kind_code=pl.lit("supplier"))
    order = occasions.select("occasion_id", "held_on")
    everyone = (
        pl.concat([named, firms], how="diagonal_relaxed")
        .join(order, on="occasion_id", maintain_order="left")
        .sort(
            *("held_on", "occasion_id", "participant_kind_code"),
            *("person_id", "organisation_number"),
        )
        .select(COLUMNS)
    )
    twice = [place for place in TWICE if place < everyone.height]
    number = pl.int_range(1, pl.len() + 1).cast(pl.String).str.zfill(5)
    return pl.concat([everyone, everyone[twice]]).with_columns(
        registration_id="ANM-" + number
    )
