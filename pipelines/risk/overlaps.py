"""How much of each list was ever audited, and how much stood on it the year before."""

from datetime import date, timedelta

import polars as pl


def find_labelled(audited: dict[date, pl.Series], lists: pl.DataFrame) -> pl.DataFrame:
    """Find what share of each list was audited within its year."""
    there = pl.DataFrame(
        [(day, one) for day, ids in audited.items() for one in ids.unique()],
        schema={"as_of_on": pl.Date, "supplier_id": pl.String},
        orient="row",
    ).with_columns(is_there=pl.lit(True))
    return _find_share(lists, there, ["as_of_on", "supplier_id"], "labelled_share")


def find_kept(lists: pl.DataFrame) -> pl.DataFrame:
    """Find what share of each list stood on the list of the year before."""
    days = set(lists["as_of_on"])
    earlier = {day: _find_year_before(day, days) for day in days}
    compared = [day for day, before in earlier.items() if before]
    followed = lists.with_columns(
        pl.col("as_of_on").replace_strict(
            {before: day for day, before in earlier.items() if before},
            default=None,
            return_dtype=pl.Date,
        ),
        is_there=pl.lit(True),
    ).select("as_of_on", "model_code", "supplier_id", "is_there")
    return _find_share(
        lists.filter(pl.col("as_of_on").is_in(compared)),
        followed,
        ["as_of_on", "model_code", "supplier_id"],
        "plan_overlap",
    )


def _find_year_before(day: date, days: set[date]) -> date | None:
    before = [one for one in days if timedelta(360) <= day - one <= timedelta(370)]
    return before[0] if before else None


def _find_share(
    lists: pl.DataFrame, there: pl.DataFrame, keys: list[str], metric: str
) -> pl.DataFrame:
    return (
        lists.join(there, on=keys, how="left")
        .group_by("as_of_on", "model_code")
        .agg(pl.col("is_there").is_not_null().mean().alias("measured"))
        .with_columns(metric_code=pl.lit(metric))
        .select("as_of_on", "model_code", "metric_code", "measured")
        .sort("as_of_on", "model_code")
    )
