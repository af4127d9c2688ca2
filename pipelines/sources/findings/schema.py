"""What one row of the findings promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day


class FindingRow(dy.Schema):
    """One finding of one audit.

    Key: `finding_id`.
    """

    source_row = dy.UInt32(min=2)
    finding_id = dy.String(primary_key=True, max_length=60)
    audit_id = dy.String(max_length=60)
    grade_code = dy.String()
    process_requirement = dy.Int32(nullable=True, min=1, max=7)
    due_on = build_day(nullable=True)
    changed_due_on = build_day(nullable=True)
    #: The day the region saw that the finding was corrected; null while it is open.
    verified_on = build_day(nullable=True)
    finding_stage_code = dy.String(nullable=True)
    code_area_code = dy.String(nullable=True)
    #: Which of the clause's severe deviations it is; null for other grades.
    severe_kind_code = dy.String(nullable=True)
    #: The day the supplier knew, often uncertain: who set it is in the next column.
    supplier_aware_on = build_day(nullable=True)
    awareness_source_code = dy.String(nullable=True)
    #: The day the supplier itself reported it.
    reported_on = build_day(nullable=True, not_before="supplier_aware_on")
    affected_workers = dy.Int64(nullable=True, min=0)
    #: Swedish kronor repaid, for example recruitment fees.
    remediation_sek = dy.Float64(nullable=True, min=0)
    estimate_basis_code = dy.String(nullable=True)


SCHEMAS: dict[str, type[dy.Schema]] = {"findings": FindingRow}
