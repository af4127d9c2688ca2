"""Decide between suppliers that are the same in every respect: the lower id is chosen.

The solver may take either; then a file in another order could give another plan.
"""

from dataclasses import replace

import numpy as np
import polars as pl

from pipelines.planning.options import Flags, Options
from pipelines.planning.solve import Solution

#: Two rows that agree in these can change places and nobody would see it.
LIKE = ["worth", "is_small", "is_first_half_only", "category", "areas", "n_options"]
OFFICE_CHOSEN, FACTORY_CHOSEN = 1, 2


def find_lowest(options: Options, solution: Solution, is_fixed: Flags) -> Solution:
    """Let the lower supplier id stand wherever two are the same in every respect.

    Args:
        options: In the order of supplier ids.
        solution: What was chosen of them.
        is_fixed: Options that stay as they are.
    """
    per_row = _build_rows(options, solution, is_fixed)
    # Rows change places whole: whoever has the lower id gets the greater part.
    per_row = per_row.with_columns(
        state=pl.col("state")
        .sort(descending=True)
        .over(LIKE, mapping_strategy="group_to_rows")
    )
    is_free = np.isin(options.row, per_row["row"].to_numpy())
    chosen = solution.chosen & ~is_free
    for state, place in ((OFFICE_CHOSEN, "office"), (FACTORY_CHOSEN, "last")):
        chosen[per_row.filter(pl.col("state") == state)[place].to_numpy()] = True
    return replace(solution, chosen=chosen)


def _build_rows(options: Options, solution: Solution, is_fixed: Flags) -> pl.DataFrame:
    """Build one row per supplier and category that may change places with its like."""
    n_options = np.bincount(options.row)[options.row]
    return (
        pl.DataFrame(
            {
                "option": np.arange(options.size),
                "row": options.row,
                "state": solution.chosen * (1 + options.is_factory),
                "worth": options.worth,
                "is_small": options.is_small,
                "is_first_half_only": options.is_first_half_only,
                "category": options.category,
                "areas": np.packbits(options.area, axis=0)[0],
                "n_options": n_options,
            }
        )
        .filter(~is_fixed & _find_alone(options))
        .sort("row", "option")
        .group_by("row", maintain_order=True)
        .agg(
            pl.col(LIKE).first(),
            pl.col("state").max(),
            office=pl.col("option").first(),
            last=pl.col("option").last(),
        )
    )


def _find_alone(options: Options) -> Flags:
    """Find options whose group has no other row than theirs."""
    pairs = np.unique(np.column_stack([options.group, options.row]), axis=0)
    n_rows = np.bincount(pairs[:, 0], minlength=options.group.max(initial=0) + 1)
    return n_rows[options.group] == 1
