"""What one row of the products identified for requirements promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day, build_year


class IdentifiedProductRow(dy.Schema):
    """One theme that one action plan names for one product.

    Key: `product_code`, `theme_code`, `plan_from_year`.
    Not: an adopted requirement. The packages tell which were adopted.
    """

    source_row = dy.UInt32(min=2)
    product_code = dy.String(primary_key=True, max_length=60)
    theme_code = dy.String(primary_key=True)
    plan_from_year = build_year(primary_key=True)
    plan_to_year = build_year(not_before="plan_from_year")
    product_name = dy.String(min_length=1, max_length=300)
    category_code = dy.String()
    identified_on = build_day()


SCHEMAS: dict[str, type[dy.Schema]] = {"identified_products": IdentifiedProductRow}
