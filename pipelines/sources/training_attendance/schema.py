"""What one row of the training attendance promises after import."""

import dataframely as dy
import polars as pl

from pipelines.sources.columns import build_day, build_organisation_number


class AttendanceRow(dy.Schema):
    """One registration of one participant for one training occasion.

    Key: `registration_id`.
    Not: attendance. Somebody who registered and never came has a row too.
    """

    source_row = dy.UInt32(min=2)
    registration_id = dy.String(primary_key=True, max_length=60)
    occasion_id = dy.String(max_length=60)
    participant_kind_code = dy.String(
        check={
            "without_person_id": lambda kind: (
                (kind != "person") | pl.col("person_id").is_not_null()
            ),
            "without_organisation_number": lambda kind: (
                (kind != "supplier") | pl.col("organisation_number").is_not_null()
            ),
        }
    )
    #: A pseudonym, never a name. Null for a supplier.
    person_id = dy.String(nullable=True, max_length=100)
    #: The supplier that somebody came from. Null for a person in the network.
    organisation_number = build_organisation_number(nullable=True)
    region_code = dy.String(nullable=True)
    attendance_state_code = dy.String()
    completed_on = build_day(nullable=True)
    test_score = dy.Float64(nullable=True, min=0, max=100)


SCHEMAS: dict[str, type[dy.Schema]] = {"attendance": AttendanceRow}
