"""What one row of the economy promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_year


class CostRow(dy.Schema):
    """One booked cost; lines that are alike stay, so there is no key.

    Not: a budget, nor what the regions' own hours cost.
    """

    source_row = dy.UInt32(min=2)
    period_year = build_year()
    cost_type_code = dy.String()
    #: Null when nobody has said who paid.
    payer_code = dy.String(nullable=True)
    #: Swedish kronor; below zero for a credit note.
    cost_sek = dy.Float64()


SCHEMAS: dict[str, type[dy.Schema]] = {"costs": CostRow}
