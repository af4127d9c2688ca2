"""What one row of the published follow-up summaries promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day, build_web_address


class CasePublicationRow(dy.Schema):
    """The summary of one follow-up case.

    Key: `case_id`.
    Not: the day the light last changed. `published_on` is the first publication.
    """

    source_row = dy.UInt32(min=2)
    case_id = dy.String(primary_key=True, max_length=60)
    #: Null while nothing has been published.
    published_on = build_day(nullable=True)
    #: Null where no light was given, as before the new guidance.
    traffic_light_code = dy.String(nullable=True)
    publication_url = build_web_address(nullable=True)
    #: Null when nothing stands in the way.
    publication_obstacle_code = dy.String(nullable=True)


SCHEMAS: dict[str, type[dy.Schema]] = {"case_publications": CasePublicationRow}
