"""What one row of the published figures promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_web_address, build_year


class PublishedFigureRow(dy.Schema):
    """One figure as it was published, with what it counts and where it stands.

    Key: `figure_id`.
    Not: a point of a trend. Rows with different `figure_label` count different things.
    """

    source_row = dy.UInt32(min=2)
    figure_id = dy.String(primary_key=True, max_length=60)
    #: Null for a figure whose year nobody knows.
    period_year = build_year(nullable=True)
    #: The year was concluded from other news, not stated with the figure.
    is_year_inferred = dy.Bool()
    figure_label = dy.String(min_length=1, max_length=300)
    unit_label = dy.String(min_length=1, max_length=60)
    figure_number = dy.Float64()
    #: The upper end where a span was published ("35-40 participants").
    highest_figure_number = dy.Float64(nullable=True)
    precision_code = dy.String()
    source_label = dy.String(min_length=1, max_length=300)
    #: A figure without an address is hearsay, and is rejected.
    source_url = build_web_address()
    #: Where two pages were read together and either may be the one.
    second_source_url = build_web_address(nullable=True)


SCHEMAS: dict[str, type[dy.Schema]] = {"published_figures": PublishedFigureRow}
