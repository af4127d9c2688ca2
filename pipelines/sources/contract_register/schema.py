"""What one row of the contract register promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day, build_organisation_number


class ContractLine(dy.Schema):
    """One product that one region buys under one contract.

    Key: `contract_number`, `region_code`, `product_code`.
    Not: one row per contract. Count distinct contract numbers for that.
    """

    source_row = dy.UInt32(min=2)
    contract_number = dy.String(primary_key=True, max_length=60)
    region_code = dy.String(primary_key=True)
    product_code = dy.String(primary_key=True, max_length=60)
    organisation_number = build_organisation_number()
    category_code = dy.String()
    product_name = dy.String(max_length=300)
    #: Swedish kronor per calendar year for this region and product, excluding VAT.
    annual_value_sek = dy.Float64(nullable=True, min=0)
    starts_on = build_day()
    ends_on = build_day(nullable=True, not_before="starts_on")
    #: Decides which clause version could apply.
    advertised_on = build_day(nullable=True)
    clause_version_code = dy.String(nullable=True)
    clause_level_code = dy.String(nullable=True)
    #: Whether the clause lets the buyer look into the supplier's work. Null where the
    #: register has no such column, "unknown" when nobody has said; never read as no.
    right_to_inspect_code = dy.String(nullable=True)
    #: "unknown" when nobody has said; never read as no.
    common_environmental_requirements_code = dy.String()
    #: ISO 3166-1 alpha-3; null means that nobody asked.
    final_manufacture_country_code = dy.String(nullable=True)
    final_manufacture_place_name = dy.String(nullable=True, max_length=300)


SCHEMAS: dict[str, type[dy.Schema]] = {"contract_lines": ContractLine}
