"""Rows in the order of a score, with ties kept together, ready for weighted counting.

Counting with weights is what a bootstrap is: a row drawn twice weighs two. Everything
here takes rows × draws of weights and returns one figure per draw.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Figures = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class TieOrder:
    """Rows by stratum and falling score.

    `rows` sorts the rows. `ties` holds where each group of equal rows begins, `strata`
    where each stratum begins, as places among the sorted rows. `tie_of` and
    `stratum_of_tie` number the group of each sorted row and the stratum of each group.
    `first_tie` is the first group of each stratum.
    """

    rows: Places
    ties: Places
    strata: Places
    tie_of: Places
    stratum_of_tie: Places
    first_tie: Places


def build_tie_order(score: Figures, stratum: NDArray[np.int64]) -> TieOrder:
    """Sort rows by stratum, then by falling score.

    Args:
        score: One figure per row, at least one row, none of them NaN.
        stratum: Whole numbers; rows of different strata are never compared.
    """
    rows = np.lexsort((-score, stratum))
    sorted_score, sorted_stratum = score[rows], stratum[rows]
    is_new_stratum = np.append(True, sorted_stratum[1:] != sorted_stratum[:-1])
    is_new_tie = is_new_stratum | np.append(True, sorted_score[1:] != sorted_score[:-1])
    ties = np.flatnonzero(is_new_tie)
    stratum_number = np.cumsum(is_new_stratum) - 1
    return TieOrder(
        rows=rows,
        ties=ties,
        strata=np.flatnonzero(is_new_stratum),
        tie_of=np.cumsum(is_new_tie) - 1,
        stratum_of_tie=stratum_number[ties],
        first_tie=np.flatnonzero(is_new_stratum[ties]),
    )


def score_in_ties(order: TieOrder, figures: Figures) -> Figures:
    """Sum rows × draws within each group of equal rows: groups × draws."""
    return np.add.reduceat(figures[order.rows], order.ties, axis=0)


def score_in_strata(order: TieOrder, in_ties: Figures) -> Figures:
    """Sum groups × draws within each stratum: strata × draws."""
    return np.add.reduceat(in_ties, order.first_tie, axis=0)


def score_before(order: TieOrder, in_ties: Figures) -> Figures:
    """Sum what comes before each group in its stratum: groups × draws."""
    before = np.cumsum(in_ties, axis=0) - in_ties
    return before - before[order.first_tie][order.stratum_of_tie]
