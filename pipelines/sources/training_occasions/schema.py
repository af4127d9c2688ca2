"""What one row of the training occasions promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day


class OccasionRow(dy.Schema):
    """One training occasion.

    Key: `occasion_id`.
    Not: a training that took place. Cancelled and planned occasions are here too.
    """

    source_row = dy.UInt32(min=2)
    occasion_id = dy.String(primary_key=True, max_length=60)
    training_kind_code = dy.String()
    theme_name = dy.String(nullable=True, max_length=300)
    #: Null when the occasion is about no category in particular.
    category_code = dy.String(nullable=True)
    audience_code = dy.String(nullable=True)
    #: The day planned for, until the occasion has been held.
    held_on = build_day()
    occasion_state_code = dy.String()


SCHEMAS: dict[str, type[dy.Schema]] = {"occasions": OccasionRow}
