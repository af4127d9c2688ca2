"""What one row of the follow-up cases' quality criteria promises after import."""

import dataframely as dy


class QualityCriterionRow(dy.Schema):
    """One quality criterion of one follow-up case.

    Key: `case_id`, `criterion_number`.
    """

    source_row = dy.UInt32(min=2)
    case_id = dy.String(primary_key=True, max_length=60)
    #: 1 to 9, in the order that source.yml lists them.
    criterion_number = dy.Int32(primary_key=True, min=1, max=9)
    #: Null until somebody has judged it.
    fulfilment_code = dy.String(nullable=True)


SCHEMAS: dict[str, type[dy.Schema]] = {"quality_criteria": QualityCriterionRow}
