"""What one row of the newsletters promises after import."""

import dataframely as dy
import polars as pl

from pipelines.sources.columns import build_day


def _build_count_within(whole: str) -> dy.Int64:
    """Build a count that is part of another, for example openings of deliveries.

    Breaking the promise gives the rule "<column>|more_than_<other column>".
    """
    return dy.Int64(
        nullable=True,
        min=0,
        check={f"more_than_{whole}": lambda count: count <= pl.col(whole)},
    )


class NewsletterIssueRow(dy.Schema):
    """One newsletter issue, as sent to one group of readers.

    Key: `issue_id`, `audience_code`.
    """

    source_row = dy.UInt32(min=2)
    issue_id = dy.String(primary_key=True, max_length=60)
    audience_code = dy.String(primary_key=True)
    sent_on = build_day()
    n_recipients = dy.Int64(min=0)
    #: Null when the sending service does not tell.
    n_delivered = _build_count_within("n_recipients")
    n_unique_opens = _build_count_within("n_recipients")
    n_unique_clicks = _build_count_within("n_recipients")
    #: Confirmed subscribers on the day of the issue.
    n_subscribers = dy.Int64(nullable=True, min=0)


SCHEMAS: dict[str, type[dy.Schema]] = {"newsletter_issues": NewsletterIssueRow}
