"""What one row of the environmental requirement packages promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day


class PackageRow(dy.Schema):
    """One theme of the common requirements for one product.

    Key: `product_code`, `theme_code`.
    """

    source_row = dy.UInt32(min=2)
    product_code = dy.String(primary_key=True, max_length=60)
    theme_code = dy.String(primary_key=True)
    package_name = dy.String(min_length=1, max_length=300)
    adopted_on = build_day()


SCHEMAS: dict[str, type[dy.Schema]] = {"packages": PackageRow}
