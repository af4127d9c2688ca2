"""What one row of the calibration scores promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day


class ScoreRow(dy.Schema):
    """One assessor's judgement of one process requirement in one test case.

    Key: `calibration_round_id`, `auditor_id`, `test_case_id`, `process_requirement`.
    Not: a judgement of a supplier. Test cases are made for the occasion.
    """

    source_row = dy.UInt32(min=2)
    calibration_round_id = dy.String(primary_key=True, max_length=60)
    #: The pseudonym that the audits and the network know the same person by.
    auditor_id = dy.String(primary_key=True, max_length=100)
    test_case_id = dy.String(primary_key=True, max_length=60)
    process_requirement = dy.Int32(primary_key=True, min=1, max=7)
    #: The training occasion it took place at; null when that is not said.
    occasion_id = dy.String(nullable=True, max_length=60)
    given_assessment_code = dy.String()
    #: What was agreed to be right; null when nothing was.
    reference_assessment_code = dy.String(nullable=True)
    assessed_on = build_day()


SCHEMAS: dict[str, type[dy.Schema]] = {"scores": ScoreRow}
