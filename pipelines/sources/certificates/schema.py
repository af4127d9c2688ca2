"""What one row of the certificates promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day, build_organisation_number


class CertificateRow(dy.Schema):
    """One period in which one supplier holds one kind of certificate.

    Key: `organisation_number`, `certificate_kind_code`, `valid_from_on`.
    Not: proof that nothing is wrong, nor that it covers the products we buy.
    """

    source_row = dy.UInt32(min=2)
    organisation_number = build_organisation_number(primary_key=True)
    certificate_kind_code = dy.String(primary_key=True)
    valid_from_on = build_day(primary_key=True)
    #: Null for a certificate without a last day.
    valid_to_on = build_day(nullable=True, not_before="valid_from_on")
    #: Null when nobody noted it; then only the file's own day is certain.
    known_on = build_day(nullable=True)


SCHEMAS: dict[str, type[dy.Schema]] = {"certificates": CertificateRow}
