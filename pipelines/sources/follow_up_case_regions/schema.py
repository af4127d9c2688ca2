"""What one row of the follow-up cases' regions promises after import."""

import dataframely as dy


class CaseRegionRow(dy.Schema):
    """One role of one region in one follow-up case.

    Key: `case_id`, `region_code`, `region_role_code`.
    Not: one row per region. A region that benefits from a case need not lead it.
    """

    source_row = dy.UInt32(min=2)
    case_id = dy.String(primary_key=True, max_length=60)
    region_code = dy.String(primary_key=True)
    region_role_code = dy.String(primary_key=True)


SCHEMAS: dict[str, type[dy.Schema]] = {"case_regions": CaseRegionRow}
