"""What one row of the follow-up cases promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day, build_organisation_number


class CaseRow(dy.Schema):
    """One follow-up of one supplier in one purchasing category.

    Key: `case_id`.
    """

    source_row = dy.UInt32(min=2)
    case_id = dy.String(primary_key=True, max_length=60)
    organisation_number = build_organisation_number()
    category_code = dy.String()
    #: 1 is the first follow-up of this supplier, 2 the next, and so on.
    round_number = dy.Int32(min=1, max=99)
    #: The region that answers for the case.
    region_code = dy.String()
    started_on = build_day()
    #: Null while the case is open.
    closed_on = build_day(nullable=True, not_before="started_on")
    closure_reason_code = dy.String(nullable=True)
    method_code = dy.String()
    selection_reason_code = dy.String(nullable=True)
    is_in_national_system = dy.Bool(nullable=True)
    case_stage_code = dy.String(nullable=True)
    selection_method_code = dy.String(nullable=True)
    #: Whether somebody wrote down why; null when nobody has said.
    has_selection_motive = dy.Bool(nullable=True)
    #: As they were on the day of selection, never computed again.
    selection_rank = dy.Int32(nullable=True, min=1)
    selection_model_version = dy.String(nullable=True, max_length=60)
    #: The chance that the lot had of falling on this one, known when it was drawn.
    inclusion_probability = dy.Float64(nullable=True, min_exclusive=0, max=1)


SCHEMAS: dict[str, type[dy.Schema]] = {"cases": CaseRow}
