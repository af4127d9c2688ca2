"""What one row of the audits promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day, build_organisation_number


class AuditRow(dy.Schema):
    """One visit to an office or a factory.

    Key: `audit_id`.
    """

    source_row = dy.UInt32(min=2)
    audit_id = dy.String(primary_key=True, max_length=60)
    #: Null for an audit that was not part of a follow-up case.
    case_id = dy.String(nullable=True, max_length=60)
    organisation_number = build_organisation_number()
    category_code = dy.String()
    region_code = dy.String()
    audit_type_code = dy.String()
    #: 1 is the first visit; more is a re-audit.
    round_number = dy.Int32(min=1, max=99)
    visited_on = build_day()
    report_approved_on = build_day(nullable=True, not_before="visited_on")
    performer_code = dy.String()
    #: A pseudonym, never a name.
    auditor_id = dy.String(nullable=True, max_length=60)
    is_environment_included = dy.Bool(nullable=True)
    trigger_code = dy.String(nullable=True)
    announced_code = dy.String(nullable=True)
    #: Where the audited office or factory lies, ISO 3166-1 alpha-3.
    site_country_code = dy.String(nullable=True)
    #: The audited site's own number, never its name.
    site_id = dy.String(nullable=True, max_length=60)
    #: 1 is the supplier itself, 2 its sub-supplier, and so on.
    site_tier = dy.Int32(nullable=True, min=1, max=20)
    payer_code = dy.String(nullable=True)


SCHEMAS: dict[str, type[dy.Schema]] = {"audits": AuditRow}
