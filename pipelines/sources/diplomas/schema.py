"""What one row of the diplomas promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day


class DiplomaRow(dy.Schema):
    """One diploma awarded to one person.

    Key: `person_id`, `awarded_on`.
    Not: coordinators in role. The people in the network tell who has left.
    """

    source_row = dy.UInt32(min=2)
    #: A pseudonym, never a name.
    person_id = dy.String(primary_key=True, max_length=100)
    #: The region the person worked for when the diploma was awarded.
    region_code = dy.String()
    awarded_on = build_day(primary_key=True)
    #: Null when the diploma has no end.
    valid_to_on = build_day(nullable=True, not_before="awarded_on")


SCHEMAS: dict[str, type[dy.Schema]] = {"diplomas": DiplomaRow}
