"""Send newsletters, at first to everybody and later to each group of readers.

years -> [newsletters] -> one row per issue and group
"""

from datetime import date

import numpy as np
import polars as pl

from pipelines.example.network_years import Year
from pipelines.example.periods import DATA_DATE, draw_workdays
from pipelines.example.person_names import build_names
from pipelines.example.registers import draw_known

#: Since the service was changed, every group gets a letter of its own.
GROUPS_FROM = 2023
GROUPS = {"region_staff": 0.55, "suppliers": 0.25, "politicians": 0.12, "other": 0.08}
DELIVERED, OPENED, CLICKED = (0.955, 0.995), (0.34, 0.52), (0.09, 0.2)
BLANK_DELIVERED_SHARE = 0.06
#: From one issue to the next within a year.
SUBSCRIBER_GROWTH = 0.02


def draw_newsletters(rng: np.random.Generator, years: dict[int, Year]) -> pl.DataFrame:
    """Draw the issues of every year; none for a year whose figures were lost.

    Returns:
        One row per issue and group of readers, in order of day.
    """
    parts = [
        _draw_issue(rng, year, issue, plan)
        for year, plan in years.items()
        for issue in range(int(plan["n_newsletters"] or 0))
    ]
    issues = pl.concat(parts)
    n = issues.height
    subscribers = issues["n_subscribers"].to_numpy()
    delivered = np.floor(subscribers * rng.uniform(*DELIVERED, n)).astype(np.int64)
    opened = np.floor(delivered * rng.uniform(*OPENED, n)).astype(np.int64)
    clicked = np.floor(opened * rng.uniform(*CLICKED, n) * 2).astype(np.int64)
    return issues.with_columns(
        n_recipients=pl.col("n_subscribers"),
        n_delivered=draw_known(rng, delivered, BLANK_DELIVERED_SHARE),
        n_unique_opens=pl.Series(opened),
        n_unique_clicks=pl.Series(clicked),
        sender_name=build_names(pl.Series(np.full(n, 861)))["full_name"],
    )


def _draw_issue(
    rng: np.random.Generator, year: int, issue: int, plan: Year
) -> pl.DataFrame:
    n_issues = plan["n_newsletters"] or 1
    last = min(date(year, 12, 15), DATA_DATE)
    first = np.datetime64(date(year, 1, 20), "D")
    step = (np.datetime64(last, "D") - first) / n_issues
    [day] = draw_workdays(
        rng, np.array([first + step * issue]), np.array([first + step * (issue + 0.7)])
    )
    groups = GROUPS if year >= GROUPS_FROM else {"all": 1.0}
    total = (plan["n_subscribers"] or 0) * (1 + SUBSCRIBER_GROWTH * issue)
    return pl.DataFrame(
        {
            "issue_id": [f"NB-{year}-{issue + 1}"] * len(groups),
            "audience_code": list(groups),
            "n_subscribers": [round(total * part) for part in groups.values()],
        }
    ).with_columns(sent_on=pl.lit(day.astype(object)))
