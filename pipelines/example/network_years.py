"""Read how much the network does each year: trainings, news, scanning, visits.

    words/network_years.csv, words/training_plan.csv -> [network_years] -> the network

The only published figures are 35-40 people at a webinar in 2020 and 68 percent done
with e-learning in 2021; the rest is invented around them. Some goals are met in a year
and some are not, and a blank is a year that nobody can say anything about.
"""

import polars as pl

from pipelines.example.periods import DATA_DATE
from pipelines.example.world import read_words

Year = dict[str, float | None]


def load_network_years(n_years: int) -> dict[int, Year]:
    """Load the plan of each year, the last being that of the data date.

    Years before the first in words/ are like that one.
    """
    rows = read_words("network_years").cast(pl.Float64).rows(named=True)
    planned = {int(row.pop("year")): row for row in rows}
    first = min(planned)
    return {
        year: planned[max(year, first)]
        for year in range(DATA_DATE.year - n_years + 1, DATA_DATE.year + 1)
    }


def load_training_plan(years: dict[int, Year]) -> pl.DataFrame:
    """Load how many trainings of each kind are held, cancelled and planned per year.

    Returns:
        One row per year, kind and state: year, training_kind_code,
        occasion_state_code, n.
    """
    plan = read_words("training_plan").with_columns(
        pl.col("year", "n_held", "n_cancelled", "n_planned").cast(pl.Int64)
    )
    first = min(plan["year"].to_list())
    wanted = pl.DataFrame({"year": list(years)}).with_columns(
        plan_year=pl.col("year").clip(lower_bound=first)
    )
    return (
        wanted.join(
            plan.rename({"year": "plan_year"}), on="plan_year", maintain_order="left"
        )
        .unpivot(
            ["n_held", "n_cancelled", "n_planned"],
            index=["year", "training_kind_code"],
            variable_name="occasion_state_code",
            value_name="n",
        )
        .with_columns(pl.col("occasion_state_code").str.strip_prefix("n_"))
        .filter(pl.col("n") > 0)
        .sort("year", "training_kind_code", "occasion_state_code")
    )
