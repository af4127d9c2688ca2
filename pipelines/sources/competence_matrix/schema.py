"""What one row of the competence matrix promises after import."""

import dataframely as dy
import polars as pl

from pipelines.sources.columns import build_day


class LevelRow(dy.Schema):
    """One officer's level in one purchasing category or one area of the code.

    Not: anybody's row. Who has the level is left out on purpose, so rows may be alike.
    """

    source_row = dy.UInt32(min=2)
    assessment_year = dy.Int32(min=2010, max=2099)
    #: Either this or `code_area_code`.
    category_code = dy.String(nullable=True)
    code_area_code = dy.String(nullable=True)
    #: 1 is a beginner's, 3 is enough to work alone, 4 is enough to teach others.
    competence_level = dy.Int32(
        min=1,
        max=4,
        check={
            "without_one_area": lambda _: (
                pl.col("category_code").is_null() ^ pl.col("code_area_code").is_null()
            )
        },
    )
    assessed_on = build_day(nullable=True)


SCHEMAS: dict[str, type[dy.Schema]] = {"levels": LevelRow}
