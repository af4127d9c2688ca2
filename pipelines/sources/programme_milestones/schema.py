"""What one row of the programme milestones promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day


class MilestoneRow(dy.Schema):
    """One milestone that has been decided.

    Key: `milestone_code`.
    """

    source_row = dy.UInt32(min=2)
    milestone_code = dy.String(primary_key=True)
    decided_on = build_day()
    #: The day participants could join; null until then.
    opened_on = build_day(nullable=True, not_before="decided_on")
    #: Where the decision can be read.
    evidence_url = dy.String(nullable=True, max_length=2000)


SCHEMAS: dict[str, type[dy.Schema]] = {"milestones": MilestoneRow}
