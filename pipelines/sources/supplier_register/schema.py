"""What one row of the supplier register promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day, build_organisation_number


class SupplierRow(dy.Schema):
    """One supplier in one export file.

    Key: `organisation_number`.
    Not: one row per name. Two suppliers may share a name.
    """

    source_row = dy.UInt32(min=2)
    organisation_number = build_organisation_number(primary_key=True)
    supplier_name = dy.String(min_length=1, max_length=300)
    parent_organisation_number = build_organisation_number(nullable=True)
    #: ISO 3166-1 alpha-3.
    registration_country_code = dy.String(nullable=True)
    number_of_employees = dy.Int64(nullable=True, min=0)
    registered_on = build_day(nullable=True)


SCHEMAS: dict[str, type[dy.Schema]] = {"suppliers": SupplierRow}
