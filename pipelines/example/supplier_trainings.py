"""Invite suppliers in prioritised categories to trainings; some of them come.

market + supplier trainings -> [supplier_trainings] -> invitations, registrations
"""

import numpy as np
import polars as pl

from pipelines.example.person_names import build_names
from pipelines.example.registers import draw_known, draw_shares

N_INVITED = (45, 70)
#: How many of those invited register, and what becomes of it.
REGISTERED_SHARE = 0.46
STATES = {"attended": 0.82, "absent": 0.1, "withdrawn": 0.05, "registered": 0.03}
INVITED_DAYS_BEFORE = (21, 56)
BLANK_CATEGORY_SHARE = 0.06
#: So many come to each training without having been invited.
N_UNINVITED = 1
#: Where the names of the suppliers' people begin in the list of names.
FIRST_NAME = 300


def draw_invitations(
    rng: np.random.Generator, occasions: pl.DataFrame, sellers: pl.DataFrame
) -> pl.DataFrame:
    """Draw whom each supplier training was sent to, cancelled ones too.

    Args:
        rng: The stream of the topic.
        occasions: All occasions.
        sellers: organisation_number and category_code of the prioritised categories.

    Returns:
        One row per occasion and supplier.
    """
    trainings = occasions.filter(training_kind_code="supplier_training")
    drawn = []
    for row in trainings.iter_rows(named=True):
        fitting = sellers
        if row["category_code"] is not None:
            of_it = sellers.filter(category_code=row["category_code"])
            others = sellers.filter(pl.col("category_code") != row["category_code"])
            fitting = pl.concat([of_it, others])
        # Who sells in the training's own category comes first, the rest by chance.
        order = rng.random(fitting.height)
        order[: fitting.height - others.height if row["category_code"] else 0] -= 1
        chosen = fitting[np.argsort(order)].unique(
            "organisation_number", keep="first", maintain_order=True
        )
        days = int(rng.integers(*INVITED_DAYS_BEFORE))
        drawn.append(
            chosen.head(int(rng.integers(*N_INVITED))).with_columns(
                occasion_id=pl.lit(row["occasion_id"]),
                invited_on=pl.lit(row["held_on"]) - pl.duration(days=days),
                state=pl.lit(row["occasion_state_code"]),
            )
        )
    invited = pl.concat(drawn)
    numbers = pl.Series(np.arange(invited.height) + FIRST_NAME)
    return invited.with_columns(
        invited_on=pl.col("invited_on").cast(pl.Date),
        category_code=draw_known(rng, invited["category_code"], BLANK_CATEGORY_SHARE),
    ).hstack(_build_contacts(numbers))


def draw_supplier_attendance(
    rng: np.random.Generator, invitations: pl.DataFrame, sellers: pl.DataFrame
) -> pl.DataFrame:
    """Draw which of the invited suppliers registered and came, and who came anyway.

    Returns:
        Registrations: occasion_id, organisation_number, attendance_state_code and
        personal columns.
    """
    invited = invitations.filter(pl.col("state") != "cancelled")
    is_registered = pl.Series(rng.random(invited.height) < REGISTERED_SHARE)
    registered = invited.filter(is_registered)
    states = draw_shares(rng, STATES, registered.height)
    uninvited = [
        sellers.filter(
            ~pl.col("organisation_number").is_in(part["organisation_number"].to_list())
        )
        .unique("organisation_number", keep="first", maintain_order=True)
        .tail(N_UNINVITED)
        .select("organisation_number", occasion_id=pl.lit(number))
        for (number,), part in invited.group_by("occasion_id", maintain_order=True)
    ]
    came = pl.concat(uninvited).with_columns(attendance_state_code=pl.lit("attended"))
    columns = ["organisation_number", "occasion_id", "attendance_state_code"]
    everyone = pl.concat(
        [registered.with_columns(attendance_state_code=states).select(columns), came]
    )
    numbers = pl.Series(np.arange(everyone.height) + FIRST_NAME)
    return everyone.hstack(build_names(numbers))


def _build_contacts(numbers: pl.Series) -> pl.DataFrame:
    return build_names(numbers).rename({"full_name": "contact_person"})
