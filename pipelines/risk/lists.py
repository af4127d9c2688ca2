"""The list that an order gives: who has one of the first places, and who had before."""

from collections.abc import Collection

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.risk.cohort import Cohort


def find_top(cohort: Cohort, score: NDArray[np.float64], plan_size: int) -> list[str]:
    """Find the suppliers that come first, by each one's best row that may be chosen.

    Returns:
        At most `plan_size` suppliers, the first one first; of equals, the lower id.
    """
    return (
        cohort.rows.select("supplier_id", "is_eligible")
        .with_columns(score=pl.Series(score))
        .filter("is_eligible")
        .group_by("supplier_id")
        .agg(pl.col("score").max())
        .sort(["score", "supplier_id"], descending=[True, False])
        .head(plan_size)["supplier_id"]
        .to_list()
    )


def score_overlap(one: Collection[str], other: Collection[str]) -> float | None:
    """Return the share of the first list that the other has too; None of nobody."""
    if not one:
        return None
    return len(set(one) & set(other)) / len(set(one))


def build_shadow_lists(
    cohort: Cohort, orders: dict[str, NDArray[np.float64]], plan_size: int, *, seed: int
) -> pl.DataFrame:
    """Write down whom each model and rule would have chosen.

    Where an order says nothing of who comes first among equals, lots are drawn with
    the published seed: with supplier ids an old number would come before a new one.

    Returns:
        One row per rule and place.
    """
    lots = np.random.default_rng(seed).permutation(cohort.rows.height)
    pieces = []
    for code, score in orders.items():
        places = np.empty(score.size)
        # Rounded: ties are those of the figure shown, not of its last bit.
        places[np.lexsort((lots, np.round(score, 9)))] = np.arange(score.size)
        top = find_top(cohort, places, plan_size)
        pieces.append(
            pl.DataFrame(
                {
                    "as_of_on": [cohort.as_of_on] * len(top),
                    "model_code": [code] * len(top),
                    "list_rank": list(range(1, len(top) + 1)),
                    "supplier_id": top,
                },
                schema={
                    "as_of_on": pl.Date,
                    "model_code": pl.String,
                    "list_rank": pl.Int32,
                    "supplier_id": pl.String,
                },
            )
        )
    return pl.concat(pieces)
