"""What one row of the invitations to supplier trainings promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day, build_organisation_number


class InvitationRow(dy.Schema):
    """One supplier invited to one training occasion.

    Key: `occasion_id`, `organisation_number`.
    """

    source_row = dy.UInt32(min=2)
    occasion_id = dy.String(primary_key=True, max_length=60)
    organisation_number = build_organisation_number(primary_key=True)
    #: The category the supplier was invited for; null when it is not said.
    category_code = dy.String(nullable=True)
    invited_on = build_day()


SCHEMAS: dict[str, type[dy.Schema]] = {"invitations": InvitationRow}
