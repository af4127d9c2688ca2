"""How sure the list is: draw the weights many times and see who stays on it.

Neither experts nor audits tell the weights exactly. Each draw takes all weights from
what is known of them, ranks all suppliers anew, and notes who is among the first k.
"""

from collections.abc import Callable

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.risk.cohort import Cohort
from pipelines.risk.draw_weights import draw_weights
from pipelines.risk.rule import Rule
from pipelines.risk.score import Scores
from pipelines.risk.train import Trained, score_probability

Numbers = NDArray[np.float64]

#: Draws × rows held at a time: 25 × 200,000 figures are 40 MB.
DRAWS_AT_A_TIME = 25

#: Between two of these log-odds a probability is a straight line: wrong by 1e-6.
N_NODES = 20_001
LAST_NODE = 30.0

#: Lowest share of the draws, in falling order. Below the last one: outside the list.
BANDS = (("very_likely", 0.8), ("likely", 0.5), ("borderline", 0.2))


def score_share_in_top(
    cohort: Cohort, scores: Scores, rule: Rule
) -> NDArray[np.float64]:
    """Find in what share of the draws each supplier is among the first `plan_size`.

    Returns:
        One figure from 0 to 1 per row of the cohort, NaN for rows that may not be
        chosen. A supplier has one place on the list, by its best eligible row, and all
        its eligible rows carry the same share.
    """
    eligible = np.flatnonzero(cohort.is_eligible)
    suppliers = cohort.rows["supplier_id"].gather(eligible)
    # Rows come in the order of their keys, so each supplier's rows lie together.
    first_rows = np.flatnonzero((suppliers != suppliers.shift(1)).fill_null(True))
    x = np.ascontiguousarray(scores.x[:, eligible])
    stake = scores.stake[eligible]
    drawn = draw_weights(scores.trained, n_draws=rule.n_draws, seed=rule.seed)
    find_probability = _build_curve(scores.trained)

    counted = np.zeros(first_rows.size)
    for start in range(0, rule.n_draws, DRAWS_AT_A_TIME):
        batch = drawn[start : start + DRAWS_AT_A_TIME]
        linear = batch[:, 1:] @ x + batch[:, :1]
        value = stake * find_probability(linear)
        for best in np.maximum.reduceat(value, first_rows, axis=1):
            counted += _share_places(best, rule.plan_size)

    n_rows = np.diff(np.append(first_rows, eligible.size))
    share = np.full(cohort.rows.height, np.nan)
    share[eligible] = np.repeat(np.round(counted / rule.n_draws, 12), n_rows)
    return share


def find_band(share_in_top: str) -> pl.Expr:
    """Name the band of a column of shares; null outside the list."""
    band = pl.lit(None, pl.String)
    for code, lowest in reversed(BANDS):
        band = (
            pl.when(pl.col(share_in_top) >= lowest).then(pl.lit(code)).otherwise(band)
        )
    return band


def _build_curve(trained: Trained) -> Callable[[Numbers], Numbers]:
    """Return the way from log-odds to probability, quick enough for many draws."""
    nodes = np.linspace(-LAST_NODE, LAST_NODE, N_NODES)
    probability = score_probability(nodes, trained)
    return lambda linear: np.interp(linear, nodes, probability)


def _share_places(best: NDArray[np.float64], places: int) -> NDArray[np.float64]:
    if best.size <= places:
        return np.ones(best.size)
    last_in = np.partition(best, best.size - places)[best.size - places]
    above = best > last_in
    tied = best == last_in
    # Suppliers about whom the same is known share the places that are left: no name
    # and no order in a file decides.
    return above + tied * ((places - above.sum()) / tied.sum())
