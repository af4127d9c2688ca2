"""What one row of the national procurement statistics promises after import.

The published files are taken as they are: known defects (mistyped organisation numbers,
a region filed as a municipality, values of one krona) are mended or listed downstream,
where it can be seen. Hence no keys here and few rules; lines that are alike stay.
"""

import dataframely as dy

from pipelines.sources.columns import build_day

FIRST_YEAR, LAST_YEAR = 2010, 2099


class ProcurementRow(dy.Schema):
    """One advertised procurement.

    Not: a register of buyers. The organisation number is as published, ten digits.
    """

    source_row = dy.UInt32(min=2)
    period_year = dy.Int32(min=FIRST_YEAR, max=LAST_YEAR)
    buyer_name = dy.String(nullable=True)
    buyer_organisation_number = dy.String(nullable=True)
    buyer_sector_name = dy.String(nullable=True)
    buyer_subsector_name = dy.String(nullable=True)
    #: Eight digits and a name, for example "33000000 …".
    cpv_division_name = dy.String(nullable=True)
    procurement_id = dy.String(nullable=True)
    published_on = build_day(nullable=True)
    #: Null is unknown, never no.
    has_environmental_requirements = dy.Bool(nullable=True)
    #: Null is unknown, never no.
    has_social_requirements = dy.Bool(nullable=True)
    n_procurements = dy.Int64(nullable=True)


class ContractedTenderRow(dy.Schema):
    """One supplier that won one lot of one procurement.

    Not: joinable to the programme's suppliers. There is a name but no number.
    """

    source_row = dy.UInt32(min=2)
    period_year = dy.Int32(min=FIRST_YEAR, max=LAST_YEAR)
    buyer_name = dy.String(nullable=True)
    buyer_organisation_number = dy.String(nullable=True)
    buyer_sector_name = dy.String(nullable=True)
    buyer_subsector_name = dy.String(nullable=True)
    cpv_division_name = dy.String(nullable=True)
    procurement_id = dy.String(nullable=True)
    published_on = build_day(nullable=True)
    has_environmental_requirements = dy.Bool(nullable=True)
    has_social_requirements = dy.Bool(nullable=True)
    tender_lot_id = dy.String(nullable=True)
    supplier_name = dy.String(nullable=True)
    n_contracted_tenders = dy.Int64(nullable=True)


class ContractValueRow(dy.Schema):
    """The contracted value of one procurement.

    Not: a sum to trust as it stands. Several hundred values are one krona or less.
    """

    source_row = dy.UInt32(min=2)
    period_year = dy.Int32(min=FIRST_YEAR, max=LAST_YEAR)
    buyer_name = dy.String(nullable=True)
    buyer_organisation_number = dy.String(nullable=True)
    buyer_sector_name = dy.String(nullable=True)
    buyer_subsector_name = dy.String(nullable=True)
    cpv_division_name = dy.String(nullable=True)
    procurement_id = dy.String(nullable=True)
    published_on = build_day(nullable=True)
    has_environmental_requirements = dy.Bool(nullable=True)
    has_social_requirements = dy.Bool(nullable=True)
    #: Swedish kronor as published.
    contracted_value_sek = dy.Float64(nullable=True)


SCHEMAS: dict[str, type[dy.Schema]] = {
    "procurements": ProcurementRow,
    "contracted_tenders": ContractedTenderRow,
    "contract_values": ContractValueRow,
}
