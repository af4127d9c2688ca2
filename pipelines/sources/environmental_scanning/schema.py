"""What one row of the environmental scanning promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day


class ScanningItemRow(dy.Schema):
    """One scanning item in one purchasing category that it concerns.

    Key: `item_id`, `category_code`.
    Not: one row per item. Count distinct items for a total.
    """

    source_row = dy.UInt32(min=2)
    item_id = dy.String(primary_key=True, max_length=60)
    category_code = dy.String(primary_key=True)
    seen_on = build_day()
    #: Null until the item has been shared with the network.
    shared_on = build_day(nullable=True, not_before="seen_on")
    source_kind_code = dy.String(nullable=True)
    source_name = dy.String(nullable=True, max_length=300)
    item_url = dy.String(nullable=True, max_length=2000)


SCHEMAS: dict[str, type[dy.Schema]] = {"scanning_items": ScanningItemRow}
