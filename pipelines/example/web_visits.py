"""Count visits to the site per day, month and year, as a web analytics tool does.

years -> [web_visits] -> one row per site and period

The site moved: the old address keeps its last year and the new one begins its first, so
neither has a whole year of the move.
"""

from datetime import date, timedelta

import numpy as np
import polars as pl

from pipelines.example.network_years import Year
from pipelines.example.periods import DATA_DATE

OLD_SITE, NEW_SITE = "hallbarupphandling", "husr"
MOVED_ON = date(2025, 9, 15)
#: The old address leads on to the new one, and some still begin there.
LEFT_BEHIND_SHARE, LEFT_BEHIND_DAYS = 0.12, 16
#: Single days are in the export for about two years; before that the tool adds up.
DAYS_FROM = date(DATA_DATE.year - 1, 1, 1)
#: Few come on weekends, in July and around Christmas; Monday is 0.
WEEKDAYS = (1.2, 1.3, 1.25, 1.2, 1.0, 0.3, 0.35)
MONTHS = (1.0, 1.05, 1.1, 1.0, 1.0, 0.8, 0.45, 0.85, 1.15, 1.2, 1.15, 0.8)
SPREAD = 0.15
#: Visitors for each visit: who comes twice in a period is one visitor in it.
UNIQUE_SHARES = {"day": 0.93, "month": 0.72, "year": 0.6}
PAGES_PER_VISIT, DOWNLOADS_PER_VISIT = (1.9, 2.5), (0.08, 0.18)
#: Downloads were not counted before this year.
DOWNLOADS_FROM = 2019
COUNTS = ("n_visits", "n_page_views", "n_downloads")
FORMS = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


def draw_daily_visits(rng: np.random.Generator, years: dict[int, Year]) -> pl.DataFrame:
    """Draw each day's visits to each site.

    Returns:
        One row per site and day: site_code, day, n_visits, n_page_views, n_downloads
        (null for days on which they were not counted).
    """
    first = date(min(years), 1, 1)
    days = pl.DataFrame({"day": pl.date_range(first, DATA_DATE, eager=True)})
    level = (
        days["day"]
        .dt.year()
        .replace_strict({year: plan["visits_per_day"] for year, plan in years.items()})
    )
    mean = (
        level.to_numpy()
        * np.array(WEEKDAYS)[days["day"].dt.weekday().to_numpy() - 1]
        * np.array(MONTHS)[days["day"].dt.month().to_numpy() - 1]
        * rng.lognormal(0, SPREAD, days.height)
    )
    visits = rng.poisson(mean)
    moved = (days["day"] >= MOVED_ON).to_numpy()
    behind = days["day"] < MOVED_ON + timedelta(days=LEFT_BEHIND_DAYS)
    left = rng.binomial(visits, LEFT_BEHIND_SHARE) * behind.to_numpy()
    old = days.with_columns(
        site_code=pl.lit(OLD_SITE), n_visits=np.where(moved, left, visits)
    )
    new = days.with_columns(site_code=pl.lit(NEW_SITE), n_visits=visits - left)
    by_site = pl.concat([old.filter(~pl.Series(moved) | behind), new.filter(moved)])
    n = by_site["n_visits"].to_numpy()
    is_counted = pl.col("day").dt.year() >= DOWNLOADS_FROM
    return by_site.with_columns(
        n_page_views=np.round(n * rng.uniform(*PAGES_PER_VISIT, len(n))).astype(int),
        n_downloads=pl.when(is_counted).then(
            pl.Series(rng.poisson(n * rng.uniform(*DOWNLOADS_PER_VISIT, len(n))))
        ),
    )


def build_site_visits(daily: pl.DataFrame) -> pl.DataFrame:
    """Add the days up to months and years, and count visitors once in each.

    Returns:
        One row per site and period: site_code, period_text, n_unique_visitors,
        n_visits, n_page_views, n_downloads. Years first, then months, then days.
    """
    return pl.concat(
        [
            daily.filter((kind != "day") | (pl.col("day") >= DAYS_FROM))
            .with_columns(period_text=pl.col("day").dt.strftime(form))
            .group_by("site_code", "period_text")
            .agg(
                pl.when(pl.col(name).count() > 0).then(pl.col(name).sum())
                for name in COUNTS
            )
            .sort("period_text", "site_code")
            .with_columns(
                n_unique_visitors=(pl.col("n_visits") * UNIQUE_SHARES[kind])
                .ceil()
                .cast(pl.Int64)
            )
            for kind, form in reversed(FORMS.items())
        ]
    )
