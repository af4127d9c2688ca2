"""What one row of the regions' decisions promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day, build_organisation_number


class DecisionRow(dy.Schema):
    """One decision by one region about one supplier.

    Key: `decision_id`.
    Not: one row per case. A change of mind is a new decision.
    """

    source_row = dy.UInt32(min=2)
    decision_id = dy.String(primary_key=True, max_length=60)
    #: Null for a decision not to open a case.
    case_id = dy.String(nullable=True, max_length=60)
    #: The self-assessment whose recommendation was decided on.
    self_assessment_id = dy.String(nullable=True, max_length=60)
    organisation_number = build_organisation_number()
    region_code = dy.String()
    decided_on = build_day()
    decision_code = dy.String()
    decision_reason_code = dy.String(nullable=True)
    #: Null when there was no recommendation, or nobody has said; never a no.
    is_recommendation_followed = dy.Bool(nullable=True)


SCHEMAS: dict[str, type[dy.Schema]] = {"decisions": DecisionRow}
