"""Offer new people in the network an introduction, to most of them in time.

people -> [introductions] -> one row per offer; who got none has no row
"""

import numpy as np
import polars as pl

from pipelines.example.network_years import Year
from pipelines.example.periods import DATA_DATE, draw_later, find_known

#: An offer is in time within 90 days and an introduction within 180.
EARLIEST_OFFER, LATEST_OFFER = 4, 80
LATE_OFFER = (100, 190)
#: Of those who were not offered one in time, how many were later.
LATE_SHARE = 0.4
SOON_DONE, SLOWLY_DONE = (5, 90), (120, 260)
#: Of those who did not complete it in time, how many did later.
SLOW_SHARE = 0.5


def draw_introductions(
    rng: np.random.Generator, people: pl.DataFrame, years: dict[int, Year]
) -> pl.DataFrame:
    """Draw the offers to everybody who was new in one of the years.

    Returns:
        One row per person: person_id, offered_on, completed_on, full_name,
        contact_email.
    """
    new = (
        people.sort("joined_on", maintain_order=True)
        .unique("person_id", keep="first", maintain_order=True)
        .filter(pl.col("joined_on").dt.year().is_in(list(years)))
    )
    joined = new["joined_on"].to_numpy()
    is_timely = _draw_exact(rng, new, years, "offered_share")
    is_offered = is_timely | (rng.random(new.height) < LATE_SHARE)
    offered = np.where(
        is_timely,
        draw_later(rng, joined, shortest=EARLIEST_OFFER, longest=LATEST_OFFER),
        draw_later(rng, joined, shortest=LATE_OFFER[0], longest=LATE_OFFER[1]),
    )
    is_soon = is_timely & _draw_exact(rng, new, years, "completed_share")
    completed = np.where(
        is_soon,
        draw_later(rng, offered, shortest=SOON_DONE[0], longest=SOON_DONE[1]),
        draw_later(rng, offered, shortest=SLOWLY_DONE[0], longest=SLOWLY_DONE[1]),
    )
    is_done = is_soon | (rng.random(new.height) < SLOW_SHARE)
    return (
        new.select("person_id", "full_name", "contact_email")
        .with_columns(
            offered_on=pl.Series(offered).cast(pl.Date),
            completed_on=pl.Series(
                np.where(is_done, find_known(completed), np.datetime64("NaT", "D"))
            ).cast(pl.Date),
        )
        .filter(pl.Series(is_offered) & (pl.col("offered_on") <= DATA_DATE))
        .sort("offered_on", "person_id")
    )


def _draw_exact(
    rng: np.random.Generator, new: pl.DataFrame, years: dict[int, Year], name: str
) -> np.ndarray:
    """Say yes to the planned share of each year's new people, to the nearest person."""
    of_year = new["joined_on"].dt.year()
    order = pl.Series(rng.random(new.height))
    shares = of_year.replace_strict(
        {year: plan[name] for year, plan in years.items()}, return_dtype=pl.Float64
    )
    ranked = pl.DataFrame({"year": of_year, "order": order, "wanted": shares})
    return (
        ranked.select(
            pl.col("order").rank("ordinal").over("year")
            <= (pl.len().over("year") * pl.col("wanted")).round()
        )
        .to_series()
        .to_numpy()
    )
