"""What one row of the risk analyses promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day


class RiskLevelRow(dy.Schema):
    """One level of one published analysis: category × chain step × area.

    Key: `category_code`, `published_on`, `chain_step_code`, `risk_area_code`.
    Not: a number. "insufficient_information" has no place between low and high.
    """

    source_row = dy.UInt32(min=2)
    category_code = dy.String(primary_key=True)
    #: From this day the levels could be used.
    published_on = build_day(primary_key=True)
    chain_step_code = dy.String(primary_key=True)
    risk_area_code = dy.String(primary_key=True)
    risk_level_code = dy.String()


SCHEMAS: dict[str, type[dy.Schema]] = {"risk_levels": RiskLevelRow}
