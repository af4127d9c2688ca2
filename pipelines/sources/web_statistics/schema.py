"""What one row of the web statistics promises after import."""

import dataframely as dy
import polars as pl

#: A year, a month or a day, the way the tool writes the periods it counts by.
PERIOD = r"^20\d{2}(-(0[1-9]|1[0-2])(-\d{2})?)?$"
LENGTH_OF_A_DAY = len("2024-01-31")


def _build_period() -> dy.String:
    return dy.String(primary_key=True, check={"no_such_period": _is_period})


def _is_period(text: pl.Expr) -> pl.Expr:
    is_day = text.str.len_chars() == LENGTH_OF_A_DAY
    day = text.str.to_date("%Y-%m-%d", strict=False)
    return text.str.contains(PERIOD) & (~is_day | day.is_not_null())


class SiteVisitsRow(dy.Schema):
    """The visits to one site in one period.

    Key: `site_code`, `period_text`.
    Not: one series. The site moved; the two addresses are never joined or added.
    Not: addable. A visitor who came in two months is one visitor in the year.
    """

    source_row = dy.UInt32(min=2)
    site_code = dy.String(primary_key=True)
    period_text = _build_period()
    n_unique_visitors = dy.Int64(min=0)
    n_visits = dy.Int64(
        min=0,
        check={
            # Everybody who came made at least one visit.
            "fewer_than_n_unique_visitors": lambda visits: (
                visits >= pl.col("n_unique_visitors")
            )
        },
    )
    n_page_views = dy.Int64(nullable=True, min=0)
    n_downloads = dy.Int64(nullable=True, min=0)


class PageViewsRow(dy.Schema):
    """The views or downloads of one page or file in one period.

    Key: `site_code`, `period_text`, `page_url`.
    """

    source_row = dy.UInt32(min=2)
    site_code = dy.String(primary_key=True)
    period_text = _build_period()
    #: The page's address, or its path on the site.
    page_url = dy.String(
        primary_key=True,
        min_length=1,
        max_length=2000,
        check={
            "without_count": lambda _: (
                pl.col("n_page_views").is_not_null()
                | pl.col("n_downloads").is_not_null()
            )
        },
    )
    page_kind_code = dy.String(nullable=True)
    language_code = dy.String(nullable=True)
    category_code = dy.String(nullable=True)
    n_page_views = dy.Int64(nullable=True, min=0)
    #: Visits that saw the page at least once.
    n_unique_page_views = dy.Int64(nullable=True, min=0)
    n_downloads = dy.Int64(nullable=True, min=0)


SCHEMAS: dict[str, type[dy.Schema]] = {
    "site_visits": SiteVisitsRow,
    "page_views": PageViewsRow,
}
