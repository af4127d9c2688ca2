"""What one row of the self-assessments promises after import."""

import dataframely as dy
import polars as pl

from pipelines.sources.columns import build_day, build_organisation_number


class AnswerRow(dy.Schema):
    """One process requirement in one self-assessment sent to one supplier.

    Key: `self_assessment_id`, `process_requirement`.
    Not: comparable across clause versions. Requirement 3 of 2016 is risk analysis;
    requirement 3 of 2021 is prevention.
    """

    source_row = dy.UInt32(min=2)
    self_assessment_id = dy.String(primary_key=True, max_length=60)
    process_requirement = dy.Int32(
        primary_key=True,
        min=1,
        max=7,
        check={
            # The clause of 2016 has six routines; a seventh row is another form's.
            "not_in_clause_version": lambda number: (
                (number <= 6) | (pl.col("clause_version_code") != "six_routines_2016")
            )
        },
    )
    #: Null for a request that led to no case of its own: answered, assessed, done.
    case_id = dy.String(nullable=True, max_length=60)
    organisation_number = build_organisation_number()
    category_code = dy.String()
    region_code = dy.String()
    sent_on = build_day()
    due_on = build_day(nullable=True, not_before="sent_on")
    #: Null while the supplier has not answered.
    answered_on = build_day(nullable=True, not_before="sent_on")
    assessed_on = build_day(nullable=True, not_before="sent_on")
    recommendation_code = dy.String(nullable=True)
    clause_version_code = dy.String()
    assessment_code = dy.String(nullable=True)
    has_evidence = dy.Bool(nullable=True)
    #: Null when nobody has counted, which is not none.
    number_of_reminders = dy.Int32(nullable=True, min=0, max=99)


SCHEMAS: dict[str, type[dy.Schema]] = {"answers": AnswerRow}
