"""What one row of other buyers' follow-ups promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day, build_organisation_number


class ExternalFollowUpRow(dy.Schema):
    """One follow-up of one supplier by another public buyer.

    Key: `external_follow_up_id`.
    Not: a follow-up of the regions' own. It counts as cover only when accepted.
    """

    source_row = dy.UInt32(min=2)
    external_follow_up_id = dy.String(primary_key=True, max_length=60)
    buyer_name = dy.String(min_length=1, max_length=300)
    organisation_number = build_organisation_number()
    #: Null for a follow-up of the supplier as a whole.
    category_code = dy.String(nullable=True)
    followed_up_on = build_day()
    method_code = dy.String()
    #: Null when it is not known which clause the buyer followed up.
    clause_level_code = dy.String(nullable=True)
    #: Null until the regions have taken a stand; never read as accepted.
    is_accepted = dy.Bool(nullable=True)
    accepted_on = build_day(nullable=True, not_before="followed_up_on")


SCHEMAS: dict[str, type[dy.Schema]] = {"external_follow_ups": ExternalFollowUpRow}
