"""What one row of the purchasing categories promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day, build_year


class CategoryRow(dy.Schema):
    """One purchasing category in one division of the categories.

    Key: `category_code`, `valid_from_year`.
    Not: prioritised in all its years. The two days say when it was.
    """

    source_row = dy.UInt32(min=2)
    category_code = dy.String(primary_key=True)
    valid_from_year = build_year(primary_key=True)
    #: Null while the division still holds.
    valid_to_year = build_year(nullable=True, not_before="valid_from_year")
    #: The number in LfU's common category tree, as written there.
    lfu_category_code = dy.String(nullable=True, max_length=60)
    #: Null where nobody has been made to answer for the category.
    responsible_procurement_region_code = dy.String(nullable=True)
    #: Null for a category that was not prioritised in this division.
    prioritised_from_on = build_day(nullable=True)
    #: Null while it still is.
    prioritised_to_on = build_day(nullable=True, not_before="prioritised_from_on")


SCHEMAS: dict[str, type[dy.Schema]] = {"categories": CategoryRow}
