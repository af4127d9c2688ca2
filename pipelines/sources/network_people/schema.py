"""What one row of the people in the network promises after import."""

import dataframely as dy
import polars as pl

from pipelines.sources.columns import build_day

#: Roles that somebody has for a region, so that a blank region is a slip.
REGIONAL_ROLES = (
    "area_coordinator",
    "regional_coordinator",
    "social_contact",
    "environmental_contact",
    "contact_person",
)


class PersonRow(dy.Schema):
    """One role of one person, from the day it began.

    Key: `person_id`, `role_code`, `joined_on`.
    Not: one row per person. Count distinct persons.
    """

    source_row = dy.UInt32(min=2)
    #: A pseudonym, never a name.
    person_id = dy.String(primary_key=True, max_length=100)
    role_code = dy.String(
        primary_key=True,
        check={
            "without_region": lambda role: (
                ~role.is_in(REGIONAL_ROLES) | pl.col("region_code").is_not_null()
            )
        },
    )
    #: Null for the secretariat, the steering group and hired auditors.
    region_code = dy.String(nullable=True)
    joined_on = build_day(primary_key=True)
    #: Null while the person has the role.
    left_on = build_day(nullable=True, not_before="joined_on")


SCHEMAS: dict[str, type[dy.Schema]] = {"people": PersonRow}
