"""What one row of the communication items promises after import."""

import dataframely as dy
import polars as pl

from pipelines.sources.columns import build_day


class ItemRow(dy.Schema):
    """One item in one channel, or one briefing of one region.

    Key: `item_id`.
    Not: a story. A story told in three channels is three rows.
    """

    source_row = dy.UInt32(min=2)
    item_id = dy.String(primary_key=True, max_length=60)
    #: Null when the item tells a story of its own.
    story_id = dy.String(nullable=True, max_length=60)
    #: The follow-up whose result it tells; null for everything else.
    case_id = dy.String(nullable=True, max_length=60)
    communication_kind_code = dy.String(
        check={
            "without_day": lambda _: (
                pl.col("published_on").is_not_null()
                | pl.col("planned_on").is_not_null()
            )
        }
    )
    channel_code = dy.String(nullable=True)
    item_title = dy.String(nullable=True, max_length=300)
    planned_on = build_day(nullable=True)
    #: For a briefing the day it was given. Null while the item is only planned.
    published_on = build_day(nullable=True)
    category_code = dy.String(nullable=True)
    #: The region a briefing was given to; null for items meant for everybody.
    region_code = dy.String(nullable=True)
    audience_code = dy.String(nullable=True)


SCHEMAS: dict[str, type[dy.Schema]] = {"items": ItemRow}
