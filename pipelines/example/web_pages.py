"""Spread the site's page views and downloads over its pages and files.

daily visits + categories -> [web_pages] -> one row per site, period and page
"""

import numpy as np
import polars as pl

from pipelines.example.web_visits import FORMS, MOVED_ON
from pipelines.example.world import read_words

#: Each category has a page of results, a page of its risk analysis and a file.
CATEGORY_PAGES = (
    ("results", "/resultat/{}", 0.55, False),
    ("risk_analysis", "/riskanalyser/{}", 0.35, False),
    ("results", "/filer/{}-sammanfattning.pdf", 0.5, True),
)
#: Results are read more from year to year, as more of them are published.
RESULTS_GROWTH = 0.09
UNIQUE_SHARE = 0.84
#: Single days of single pages are only in the export since the month of the move.
DAYS_FROM = MOVED_ON.replace(day=1)


def draw_page_views(
    rng: np.random.Generator, daily: pl.DataFrame, categories: pl.DataFrame
) -> pl.DataFrame:
    """Draw how often each page was seen and each file fetched.

    Returns:
        One row per site, period and page: page_kind_code, language_code,
        category_code, n_page_views, n_unique_page_views, n_downloads. Pages nobody
        saw in a period have no row.
    """
    pages = _build_pages(categories)
    drawn = pl.concat(
        [
            _draw_counts(rng, daily, pages.filter(~pl.col("is_file")), "n_page_views"),
            _draw_counts(rng, daily, pages.filter("is_file"), "n_downloads"),
        ],
        how="diagonal",
    )
    return pl.concat([_build_period(drawn, kind) for kind in reversed(FORMS)])


def _build_pages(categories: pl.DataFrame) -> pl.DataFrame:
    known = read_words("web_pages").with_columns(
        pl.col("weight").cast(pl.Float64),
        is_file=pl.col("is_file").is_not_null(),
        page_url="path",
    )
    slugs = pl.col("category_code").str.replace_all("_", "-")
    of_category = [
        categories.filter("is_prioritised").select(
            "category_code",
            page_kind_code=pl.lit(kind),
            language_code=pl.lit("sv"),
            page_url=pl.format(path, slugs),
            weight=pl.lit(weight),
            is_file=pl.lit(is_file),
        )
        for kind, path, weight, is_file in CATEGORY_PAGES
    ]
    return pl.concat([known.drop("path"), *of_category], how="diagonal")


def _draw_counts(
    rng: np.random.Generator, daily: pl.DataFrame, pages: pl.DataFrame, count: str
) -> pl.DataFrame:
    """Share out one count of each day over the pages or over the files."""
    years = daily["day"].dt.year().to_numpy()
    age = years - years.min()
    is_result = (pages["page_kind_code"] == "results").fill_null(value=False)
    growth = np.where(is_result.to_numpy(), (1 + RESULTS_GROWTH) ** age[:, None], 1.0)
    weights = pages["weight"].to_numpy() * growth
    totals = daily[count].fill_null(0).to_numpy()
    drawn = rng.multinomial(totals, weights / weights.sum(axis=1, keepdims=True))
    day_ix, page_ix = np.nonzero(drawn)
    return pl.concat(
        [
            daily.select("site_code", "day")[day_ix],
            pages.drop("weight", "is_file")[page_ix],
            pl.DataFrame({count: drawn[day_ix, page_ix]}),
        ],
        how="horizontal",
    )


def _build_period(drawn: pl.DataFrame, kind: str) -> pl.DataFrame:
    keys = ["site_code", "period_text", "page_url"]
    of_page = ["page_kind_code", "language_code", "category_code"]
    return (
        drawn.filter((kind != "day") | (pl.col("day") >= DAYS_FROM))
        .with_columns(period_text=pl.col("day").dt.strftime(FORMS[kind]))
        .group_by(keys)
        .agg(
            pl.col(of_page).first(),
            *(
                pl.when(pl.col(name).count() > 0).then(pl.col(name).sum())
                for name in ("n_page_views", "n_downloads")
            ),
        )
        .sort(keys)
        .with_columns(
            n_unique_page_views=(pl.col("n_page_views") * UNIQUE_SHARE)
            .ceil()
            .cast(pl.Int64)
        )
    )
