"""What one row of the introductions promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day


class IntroductionRow(dy.Schema):
    """One introduction offered to one person.

    Key: `person_id`, `offered_on`.
    """

    source_row = dy.UInt32(min=2)
    #: A pseudonym, never a name.
    person_id = dy.String(primary_key=True, max_length=100)
    offered_on = build_day(primary_key=True)
    #: Null until the person has been through it.
    completed_on = build_day(nullable=True, not_before="offered_on")


SCHEMAS: dict[str, type[dy.Schema]] = {"introductions": IntroductionRow}
